#include "config.h"

#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/context.h"
#include "command/subcommands.h"
#include "text/i18n.h"

/* The one table of subcommands: what --help prints and what is run. */
static const struct subcommand {
    const char *name, *arguments, *help;
    int (*run)(struct context *c, int count, char **arguments);
} subcommands[] = {
    {"", "", N_("the forms on the terminal"), command_forms},
    {"demo", "", N_("the same on a private copy of the sample assessments"), command_demo},
    {"new", "WARD YEAR", N_("a blank assessment (--policy where several fit)"), command_new},
    {"list", "", N_("assessments in the database"), command_list},
    {"import", "FILE...", N_("official XML into the database, all of a file or none of it"),
     command_import},
    {"check", "FILE... | WARD YEAR", N_("findings; exit status 1 where there is an error"),
     command_check},
    {"check", "--all", N_("the whole database, and what new rules find differently"),
     command_check},
    {"check", "--explain [ID...]", N_("the rules, each with an example (--policy)"), command_check},
    {"export", "WARD YEAR", N_("the official XML (-o FILE)"), command_export},
    {"history", "WARD YEAR [PAGE]", N_("who changed what, when"), command_history},
    {"search", "TEXT [WARD] [YEAR]", N_("where a text stands; exit status 1 where nowhere"),
     command_search},
    {"keys", "", N_("what the keys do, in the format of a keymap file"), command_keys},
    {"today", "", N_("what you did today"), command_today},
    {"trail", "verify", N_("whether the trail is whole (--head); exit status 1 where not"),
     command_trail},
    {"trail", "export", N_("the trail as CSV (-o FILE, --bom)"), command_trail},
};

static const size_t subcommand_count = sizeof subcommands / sizeof subcommands[0];

static int print_help(void)
{
    printf("%s\n\n", _("kusei (区政): yearly assessments, filled in, checked and handed in."));
    for (size_t i = 0; i < subcommand_count; i++)
        printf("  kusei %-8s%-22s%s\n", subcommands[i].name, subcommands[i].arguments,
               _(subcommands[i].help));
    printf("\n%s\n", _("Options:"));
    printf("  --db FILE           %s\n",
           _("the database (else $KUSEI_DB, else $XDG_DATA_HOME/kusei/kusei.db)"));
    printf("  --policy NAME       %s\n", _("new, check --explain: the policy, a folder of forms/"));
    printf("  --format FORMAT     %s\n", _("list, check, history, search: json; export: xml"));
    printf("  -o, --output FILE   %s\n",
           _("export: the file, written whole or not at all; - is stdout"));
    printf("  --head SEQ:HASH     %s\n",
           _("trail verify: a head that must be on the chain, from a receipt"));
    printf("  --bom               %s\n", _("trail export: begin with a byte order mark"));
    printf("  --ambiguous 1|2|auto  %s\n",
           _("columns of characters whose width terminals differ about"));
    printf("  --plain             %s\n",
           _("line by line, for screen readers and terminals that move no cursor"));
    printf("  --keys FILE         %s\n", _("the keymap file (else $XDG_CONFIG_HOME/kusei/keys)"));
    printf("  --no-mouse          %s\n", _("leaves the mouse to the terminal"));
    printf("  --no-clipboard      %s\n",
           _("what is copied stays in the program and is not for other windows"));
    printf("  --help, --version\n\n");
    printf("%s\n", _("WARD is a code (271276) or a name (北区); YEAR is 2015, 平成27 or H27."));
    printf("%s\n", _("Exit status: 0 done; 1 done, and the answer is no; 2 could not be done, "
                     "nothing changed."));
    return STATUS_DONE;
}

static int print_version(void)
{
    printf("kusei %s\n", PACKAGE_VERSION);
    return STATUS_DONE;
}

enum {
    OPTION_DB = 256,
    OPTION_POLICY,
    OPTION_FORMAT,
    OPTION_ALL,
    OPTION_EXPLAIN,
    OPTION_HEAD,
    OPTION_BOM,
    OPTION_AMBIGUOUS,
    OPTION_PLAIN,
    OPTION_KEYS,
    OPTION_NO_MOUSE,
    OPTION_NO_CLIPBOARD,
    OPTION_HELP,
    OPTION_VERSION
};

static bool read_ambiguous(struct context *c, const char *value)
{
    if (strcmp(value, "auto") == 0)
        c->ambiguous = 0;
    else if (strcmp(value, "1") == 0 || strcmp(value, "2") == 0)
        c->ambiguous = *value - '0';
    else
        return false;
    return true;
}

/* Reads the options; `run` says what to do when they alone decide. */
static bool read_options(struct context *c, int argc, char **argv, int *status)
{
    static const struct option options[] = {
        {"db", required_argument, NULL, OPTION_DB},
        {"policy", required_argument, NULL, OPTION_POLICY},
        {"format", required_argument, NULL, OPTION_FORMAT},
        {"output", required_argument, NULL, 'o'},
        {"all", no_argument, NULL, OPTION_ALL},
        {"explain", no_argument, NULL, OPTION_EXPLAIN},
        {"head", required_argument, NULL, OPTION_HEAD},
        {"bom", no_argument, NULL, OPTION_BOM},
        {"ambiguous", required_argument, NULL, OPTION_AMBIGUOUS},
        {"plain", no_argument, NULL, OPTION_PLAIN},
        {"keys", required_argument, NULL, OPTION_KEYS},
        {"no-mouse", no_argument, NULL, OPTION_NO_MOUSE},
        {"no-clipboard", no_argument, NULL, OPTION_NO_CLIPBOARD},
        {"help", no_argument, NULL, OPTION_HELP},
        {"version", no_argument, NULL, OPTION_VERSION},
        {NULL, 0, NULL, 0},
    };
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
        switch (option) {
        case OPTION_DB:
            c->db = optarg;
            break;
        case OPTION_POLICY:
            c->policy = optarg;
            break;
        case OPTION_FORMAT:
            c->format = optarg;
            break;
        case 'o':
            c->output = optarg;
            break;
        case OPTION_ALL:
            c->all = true;
            break;
        case OPTION_EXPLAIN:
            c->explain = true;
            break;
        case OPTION_HEAD:
            c->head = optarg;
            break;
        case OPTION_BOM:
            c->bom = true;
            break;
        case OPTION_PLAIN:
            c->plain = true;
            break;
        case OPTION_KEYS:
            c->keys = optarg;
            break;
        case OPTION_NO_MOUSE:
            c->no_mouse = true;
            break;
        case OPTION_NO_CLIPBOARD:
            c->no_clipboard = true;
            break;
        case OPTION_AMBIGUOUS:
            if (read_ambiguous(c, optarg))
                break;
            *status = context_usage(_("--ambiguous takes 1, 2 or auto, not \"%s\"."), optarg);
            return false;
        case OPTION_HELP:
        case 'h':
            *status = print_help();
            return false;
        case OPTION_VERSION:
            *status = print_version();
            return false;
        default:
            *status = context_usage(_("The option %s is unknown, or its value is missing."),
                                    argv[optind - 1]);
            return false;
        }
    }
    return true;
}

static int run(struct context *c, int count, char **arguments)
{
    const char *name = count == 0 ? "" : arguments[0];
    for (size_t i = 0; i < subcommand_count; i++) {
        if (strcmp(subcommands[i].name, name) == 0)
            return count == 0 ? subcommands[i].run(c, 0, arguments)
                              : subcommands[i].run(c, count - 1, arguments + 1);
    }
    return context_usage(_("There is no command \"%s\"."), name);
}

int command_main(int argc, char **argv)
{
    struct context c = {0};
    int status = STATUS_DONE;
    context_start(&c);
    if (read_options(&c, argc, argv, &status))
        status = run(&c, argc - optind, argv + optind);
    context_finish(&c);
    /* A full disk behind stdout must not look like success. */
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "kusei: %s\n",
                _("The output could not be written. Make room on the disk and try again."));
        status = STATUS_FAILED;
    }
    return status;
}
