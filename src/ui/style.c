#include "loket/ui/style.h"

const char *const style_names[STYLE_COUNT] = {
    [STYLE_PLAIN] = "plain", [STYLE_QUIET] = "quiet", [STYLE_HEADER] = "header",     [STYLE_TITLE] = "title",
    [STYLE_FOCUS] = "focus", [STYLE_CRIT] = "crit",   [STYLE_HIGH] = "high",         [STYLE_LATE] = "late",
    [STYLE_CLOCK] = "clock", [STYLE_TODAY] = "today", [STYLE_NEW] = "new",           [STYLE_TAGGED] = "tagged",
    [STYLE_LABEL] = "label", [STYLE_INPUT] = "input", [STYLE_KEY] = "key",           [STYLE_NOTICE] = "notice",
    [STYLE_ERROR] = "error", [STYLE_MATCH] = "match", [STYLE_DISABLED] = "disabled", [STYLE_CODE] = "code",
};
