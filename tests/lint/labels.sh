# The Dutch words that were agreed on are the ones on the screen.
set -u
po=src/po/nl.po
bad=0

# English|Dutch: the agreed labels of the interface.
work=$(mktemp)
cat >"$work" <<'LABELS'
Incidents & complaints|Incidenten en klachten
Approvals|Verzoeken
Contacts|Contacten
Trigger events|Adviesmomenten
Elsewhere|Elders
agenda|agenda
report|melding
external notice|externe melding
request|verzoek
round|overleg
talk|gesprek
advice|advies
instruction|aanwijzing
formal intervention|formeel ingrijpen
development|externe ontwikkeling
action|verbeteractie
anchor|anker
duty|vaste taak
message|voorlichting
competence|bekwaamheid
Desk card|Loketkaart
near miss|bijna-incident
weakness|zwakke plek
concern|punt van zorg
whistle-blower report|melding van misstand
new|nieuw
assessed|beoordeeld
in hand|in behandeling
waiting|wacht op
resolved|opgelost
closed|afgesloten
duplicate|dubbel
handed over|overgedragen
procedure deviation|afwijking procedure
right outside matrix|recht buiten matrix
mandate deviation|afwijking mandaat
data-subject requests|AVG-verzoeken
received|ontvangen
assessing|in beoordeling
consulting|in advies
decided|besloten
running|lopend
ended|beëindigd
withdrawn|teruggetrokken
revoked|ingetrokken
on conditions|onder voorwaarden
rejected|afgewezen
weighty|zwaarwegend
adopted|overgenomen
Carried out|Opgevolgd
not adopted|niet overgenomen
none in time|geen reactie
signalled|gesignaleerd
given|uitgebracht
they came to us|bij ons gemeld
we found out|zelf ontdekt
Handler|Behandelaar
internal|intern
confidential|vertrouwelijk
sealed|verzegeld
met|gehaald
forecast|prognose
CRIT|KRIT
HIGH|HOOG
MED|MIDD
LOW|LAAG
portfolio holder|portefeuillehouder
process owner|proceseigenaar
data subject|betrokkene
controller|verwerkingsverantwoordelijke
processor|verwerker
DPO|FG
early warning|vroegtijdige waarschuwing
final report|eindverslag
interim report|tussentijds verslag
Likelihood|Kans
Impact|Gevolg
Deputy|Vervanger
yes|ja
no|nee
y|j
n|n
Jan|jan
Mar|mrt
May|mei
Oct|okt
Mon|ma
Sun|zo
LABELS
while IFS='|' read -r english dutch; do
    found=$(awk -v want="msgid \"$english\"" '$0 == want { on = 1; next } on && /^msgid_plural/ { next } on { sub(/^msgstr(\[0\])? "/, ""); sub(/"$/, ""); print; exit }' "$po")
    [ "$found" = "$dutch" ] && continue
    echo "$po: '$english' is '$dutch', and not '$found'"
    bad=1
done <"$work"
rm -f "$work"

# A request is never called 'afwijking' alone: that word is a nonconformity.
if grep -niE '^msgstr.*"afwijking"' "$po"; then
    echo "  never 'afwijking' alone"
    bad=1
fi
exit $bad
