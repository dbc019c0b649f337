#include "setup_kinds.h"

#include <stddef.h>

#include "loket/base/lang.h"

/* Lead times are a start to be talked about, not a norm: an organisation changes them in the register. */
const DefaultKind default_kinds[] = {
    {N_("Contract with a client"), "judgement", 10, "to_50k", NULL, N_("sales or account calendar"),
     N_("our role in the processing|what security we promise|hours within which we report incidents|right to audit "
        "us|end: return and deletion"),
     N_("contact person for security")},
    {N_("Contract with a supplier"), "advice judgement", 15, "to_50k", NULL, N_("purchase and contract calendar"),
     N_("processor agreement|location and sub-processors|hours within which incidents are reported|exit: data back and "
        "deleted|assurance: certificate or report|"
        "DPIA screening"),
     N_("fallback plan|contact person for security|first review date")},
    {N_("Contract with a partner"), "advice judgement", 15, "to_50k", NULL, N_("management and legal affairs"),
     N_("who is controller of what|what is shared, and on what ground|hours within which incidents are reported|end of "
        "the cooperation"),
     N_("contact person for security")},
    {N_("Internal project"), "advice", 20, NULL, N_("on the project portfolio, or more than one unit"),
     N_("project portfolio"),
     N_("risk analysis|DPIA screening|access rights and conflicts of duty|logging|fallback plan"),
     N_("acceptance of what remains|handover to operation")},
    {N_("External project"), "advice judgement", 20, NULL, N_("with outside parties at our systems or data"),
     N_("project portfolio"),
     N_("risk analysis|DPIA screening|agreements with the other parties|access of outsiders, with an end date"),
     N_("outsiders' access ended")},
    {N_("Replacement of a critical ICT system"), "advice judgement", 30, NULL, N_("a critical process depends on it"),
     N_("change board, application portfolio"),
     N_("risk analysis|requirements in the request for offers|location and sub-processors|exit of the old system: data "
        "and deletion|fallback plan|"
        "test with made-up data|DPIA screening"),
     N_("penetration test|rights reviewed after migration|restore test")},
    {N_("Outsourcing"), "advice judgement", 30, NULL, N_("work or systems that a critical process depends on"),
     N_("management, procurement"),
     N_("risk analysis|processor agreement|location and sub-processors|hours within which incidents are "
        "reported|assurance: certificate or report|"
        "right to audit|exit plan|fallback plan"),
     N_("first service report looked at|exit plan tried on paper")},
    {N_("Reorganisation"), "advice", 20, NULL, N_("units are merged, split or ended"),
     N_("board agenda, works council"),
     N_("owners of processes and systems named anew|access rights of people who move|tasks in security named anew"),
     N_("rights reviewed after the change")},
    {N_("New processing of personal data"), "advice judgement", 15, NULL,
     N_("special personal data, or more than 1,000 people"), N_("privacy officer, process owners"),
     N_("ground and purpose|DPIA screening|retention and deletion|entry in the register of processing|access rights"),
     N_("people informed")},
    {N_("Other event"), "advice", 10, NULL, NULL, NULL, N_("what changes for security"), NULL},
    {0},
};
