/* kusei form check | new | codebook */
#include "config.h"

#include <string.h>

#include "command/form_tools.h"
#include "command/subcommands.h"
#include "text/i18n.h"

int command_form(struct context *c, int count, char **arguments)
{
    static const struct {
        const char *name;
        int (*run)(struct context *c, int count, char **arguments);
    } tools[] = {
        {"check", form_tool_check},
        {"new", form_tool_new},
        {"codebook", form_tool_codebook},
    };
    for (size_t i = 0; count > 0 && i < sizeof tools / sizeof *tools; i++) {
        if (strcmp(tools[i].name, arguments[0]) == 0)
            return tools[i].run(c, count - 1, arguments + 1);
    }
    return context_usage(_("\"kusei form\" takes check FOLDER, new NAME or codebook FOLDER."));
}
