#include "config.h"

#include "command/command.h"

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/captive.h"
#include "command/context.h"
#include "command/subcommands.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

/* The one table of subcommands: what --help prints and what is run. */
static const struct subcommand {
    const char *name, *arguments, *help;
    int (*run)(struct context *c, int count, char **arguments);
} subcommands[] = {
    {"", "", N_("the forms on the terminal"), command_forms},
    {"demo", "", N_("the same on a private copy of the sample assessments"), command_demo},
    {"new", "WARD YEAR", N_("a blank assessment, or last year's carried over (--from)"),
     command_new},
    {"list", "", N_("assessments in the database"), command_list},
    {"import", "FILE...", N_("official XML into the database, all of a file or none of it"),
     command_import},
    {"import", "--tsv FILE WARD YEAR",
     N_("cells copied from a spreadsheet, and every doubt (--policy)"), command_import},
    {"check", "FILE... | WARD YEAR", N_("findings; exit status 1 where there is an error"),
     command_check},
    {"check", "--all", N_("the whole database, and what new rules find differently"),
     command_check},
    {"check", "--explain [ID...]", N_("the rules, each with an example (--policy)"), command_check},
    {"export", "WARD YEAR", N_("the official XML, or the printed sheet (--format, -o FILE)"),
     command_export},
    {"sign", "FILE", N_("a submission, signed with the office's key (-o FILE)"), command_sign},
    {"verify", "FILE...", N_("who signed a submission, and what it says; 1 where it does not hold"),
     command_verify},
    {"history", "WARD YEAR [PAGE]", N_("who changed what, when"), command_history},
    {"search", "TEXT [WARD] [YEAR]", N_("where a text stands; exit status 1 where nowhere"),
     command_search},
    {"cases", "WARD YEAR PAGE", N_("what other wards did there; exit status 1 where nothing"),
     command_cases},
    {"keys", "", N_("what the keys do, in the format of a keymap file"), command_keys},
    {"today", "", N_("what you did today"), command_today},
    {"review", "list [WARD YEAR]", N_("what waits for whom; where pages stand"), command_review},
    {"review", "ACTION WARD YEAR ...", N_("submit, approve, remark, sign off ... (--why, --field)"),
     command_review},
    {"city", "import FILE...", N_("receives submissions and answers them (-o FOLDER, --trust)"),
     command_city},
    {"city", "status|list|due YEAR", N_("how far the wards are; the day by which it is due"),
     command_city},
    {"city", "compare YEAR", N_("how the wards compare; one indicator (compare YEAR INDICATOR)"),
     command_city},
    {"city", "publish YEAR", N_("the comparison as a site, in a new folder (-o FOLDER)"),
     command_city},
    {"form", "check FOLDER",
     N_("everything that is wrong in a policy's folder; 1 where anything is"), command_form},
    {"form", "new NAME", N_("a new policy's folder to begin with (--city, --years, --title, -o)"),
     command_form},
    {"form", "codebook FOLDER", N_("all that it asks and its rules say (--format html, csv; -o)"),
     command_form},
    {"user", "add|list|passwd|...", N_("accounts and roles"), command_user},
    {"trail", "verify", N_("whether the trail is whole (--head); exit status 1 where not"),
     command_trail},
    {"trail", "export", N_("the trail as CSV (-o FILE, --bom)"), command_trail},
    {"backup", "FILE", N_("a copy of the database, while others work in it"), command_backup},
};

static const size_t subcommand_count = sizeof subcommands / sizeof subcommands[0];

static void print_signing_help(void)
{
    printf("  --submission        %s\n", _("export: to be handed in, once it is signed off"));
    printf("  --withdrawal        %s\n", _("export: takes back what the city gave a receipt for"));
    printf("  --key FILE          %s\n", _("sign: the key and its certificate (PKCS#12)"));
    printf("  --certificate FILE  %s\n", _("sign: the certificate of the command's key"));
    printf("  --command PROGRAM...  %s\n",
           _("sign: a program that signs; all that follows is its own"));
    printf("  --previous FILE     %s\n", _("sign: refuses what is the same as this submission"));
    printf("  --trust FILE        %s\n",
           _("verify, city import: the certificates to be trusted (PEM)"));
    printf("  --crl FILE          %s\n", _("verify, city import: revocation lists"));
    printf("  --ward-certs PATH   %s\n",
           _("verify, city import: which certificate is that of which ward"));
    printf(
        "  --receipt FILE      %s\n",
        _("verify: the receipt of what was submitted before; review accept, refuse: the new one"));
    printf("  --receipt-number N  %s\n",
           _("review accept: the number of the receipt that is not at hand"));
    printf("  --at MOMENT         %s\n",
           _("verify: as of that day or moment instead of now; city import: when it came"));
}

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
    printf("  --from YEAR         %s\n",
           _("new: the plan of that year, with its results as those of the year before"));
    printf("  --format FORMAT     %s\n", _("list, check, verify, history, review, search, cases, "
                                           "city: json; export: xml, pdf, xlsx, html, csv, "
                                           "codebook, text"));
    printf("  -o, --output FILE   %s\n",
           _("export, sign: the file, written whole or not at all; - is stdout; city import: the "
             "folder for the answers"));
    printf("  --as NAME           %s\n", _("whose account it is done with"));
    printf("  --role ROLE         %s\n",
           _("user add: staff, chief, manager, head, admin or city (--display NAME)"));
    printf("  --why TEXT          %s\n", _("the reason, for the trail"));
    printf("  --field PATH        %s\n", _("review remark: the field on the page it is about"));
    printf("  --password-fd N     %s\n",
           _("passwords are the lines of this open file, not asked for"));
    printf("  --captive           %s\n", _("nothing but the forms: for an account that keeps the "
                                           "database for others"));
    printf("  --head SEQ:HASH     %s\n",
           _("trail verify: a head that must be on the chain, from a receipt"));
    printf("  --bom               %s\n", _("trail export, export: begin with a byte order mark"));
    print_signing_help();
    printf("  --ambiguous 1|2|auto  %s\n",
           _("columns of characters whose width terminals differ about"));
    printf("  --plain             %s\n",
           _("line by line, for screen readers and terminals that move no cursor"));
    printf("  --keys FILE         %s\n", _("the keymap file (else $XDG_CONFIG_HOME/kusei/keys)"));
    printf("  --no-mouse          %s\n", _("leaves the mouse to the terminal"));
    printf("  --no-clipboard      %s\n",
           _("what is copied stays in the program and is not for other windows"));
    printf("  --help, --version\n\n");
    printf("%s\n", _("WARD is a code of six digits or a name; YEAR is 2015, 平成27 or H27."));
    printf("%s\n", _("Exit status: 0 done; 1 done, and the answer is no; 2 could not be done, "
                     "nothing changed."));
    return STATUS_DONE;
}

static int print_version(void)
{
    printf("kusei %s\n", PACKAGE_VERSION);
    return STATUS_DONE;
}

/* --- options ------------------------------------------------------------------------ */

enum option_kind {
    OPTION_TEXT,
    OPTION_FLAG,
    OPTION_AMBIGUOUS,
    OPTION_DESCRIPTOR,
    OPTION_HELP,
    OPTION_VERSION
};

/* The one table of options, and where in the context each goes. */
static const struct option_entry {
    const char *name;
    char letter; /* 0: none */
    enum option_kind kind;
    size_t offset;
} entries[] = {
    {"db", 0, OPTION_TEXT, offsetof(struct context, db)},
    {"policy", 0, OPTION_TEXT, offsetof(struct context, policy)},
    {"from", 0, OPTION_TEXT, offsetof(struct context, from)},
    {"format", 0, OPTION_TEXT, offsetof(struct context, format)},
    {"output", 'o', OPTION_TEXT, offsetof(struct context, output)},
    {"city", 0, OPTION_TEXT, offsetof(struct context, city)},
    {"years", 0, OPTION_TEXT, offsetof(struct context, years)},
    {"title", 0, OPTION_TEXT, offsetof(struct context, title)},
    {"all", 0, OPTION_FLAG, offsetof(struct context, all)},
    {"explain", 0, OPTION_FLAG, offsetof(struct context, explain)},
    {"as", 0, OPTION_TEXT, offsetof(struct context, as)},
    {"role", 0, OPTION_TEXT, offsetof(struct context, role)},
    {"display", 0, OPTION_TEXT, offsetof(struct context, display)},
    {"why", 0, OPTION_TEXT, offsetof(struct context, why)},
    {"field", 0, OPTION_TEXT, offsetof(struct context, field)},
    {"password-fd", 0, OPTION_DESCRIPTOR, offsetof(struct context, password_fd)},
    {"head", 0, OPTION_TEXT, offsetof(struct context, head)},
    {"bom", 0, OPTION_FLAG, offsetof(struct context, bom)},
    {"tsv", 0, OPTION_FLAG, offsetof(struct context, tsv)},
    {"submission", 0, OPTION_FLAG, offsetof(struct context, submission)},
    {"withdrawal", 0, OPTION_FLAG, offsetof(struct context, withdrawal)},
    {"captive", 0, OPTION_FLAG, offsetof(struct context, captive)},
    {"key", 0, OPTION_TEXT, offsetof(struct context, signing.key)},
    {"certificate", 0, OPTION_TEXT, offsetof(struct context, signing.certificate)},
    {"previous", 0, OPTION_TEXT, offsetof(struct context, signing.previous)},
    {"trust", 0, OPTION_TEXT, offsetof(struct context, signing.trust)},
    {"crl", 0, OPTION_TEXT, offsetof(struct context, signing.crl)},
    {"ward-certs", 0, OPTION_TEXT, offsetof(struct context, signing.ward_certificates)},
    {"receipt", 0, OPTION_TEXT, offsetof(struct context, signing.receipt)},
    {"receipt-number", 0, OPTION_TEXT, offsetof(struct context, signing.receipt_number)},
    {"at", 0, OPTION_TEXT, offsetof(struct context, signing.at)},
    {"ambiguous", 0, OPTION_AMBIGUOUS, offsetof(struct context, ambiguous)},
    {"plain", 0, OPTION_FLAG, offsetof(struct context, plain)},
    {"keys", 0, OPTION_TEXT, offsetof(struct context, keys)},
    {"no-mouse", 0, OPTION_FLAG, offsetof(struct context, no_mouse)},
    {"no-clipboard", 0, OPTION_FLAG, offsetof(struct context, no_clipboard)},
    {"help", 'h', OPTION_HELP, 0},
    {"version", 0, OPTION_VERSION, 0},
};

enum { ENTRY_COUNT = sizeof entries / sizeof entries[0], FIRST_LONG = 256 };

static bool takes_value(const struct option_entry *e)
{
    return e->kind == OPTION_TEXT || e->kind == OPTION_AMBIGUOUS || e->kind == OPTION_DESCRIPTOR;
}

/* The table as getopt_long takes it. */
static void list_options(struct option options[ENTRY_COUNT + 1])
{
    for (int i = 0; i < ENTRY_COUNT; i++)
        options[i] = (struct option){
            .name = entries[i].name, .has_arg = takes_value(&entries[i]), .val = FIRST_LONG + i};
    options[ENTRY_COUNT] = (struct option){0};
}

/* NULL for what getopt found to be no option. */
static const struct option_entry *find_option(int option)
{
    if (option >= FIRST_LONG)
        return &entries[option - FIRST_LONG];
    for (int i = 0; option > 0 && i < ENTRY_COUNT; i++) {
        if (entries[i].letter == option)
            return &entries[i];
    }
    return NULL;
}

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

/* 0 to 2 are the program's own. */
static bool read_descriptor(struct context *c, const char *value)
{
    char *end;
    long number = strtol(value, &end, 10);
    c->password_fd = (int)number;
    return *end == '\0' && number >= 3 && number < 1024;
}

/* Takes the option. False where that ends the program, with *status. */
static bool take_option(struct context *c, const struct option_entry *e, const char *value,
                        int *status)
{
    char *place = (char *)c + e->offset;
    switch (e->kind) {
    case OPTION_TEXT:
        *(const char **)(void *)place = value;
        return true;
    case OPTION_FLAG:
        *(bool *)(void *)place = true;
        return true;
    case OPTION_AMBIGUOUS:
        if (read_ambiguous(c, value))
            return true;
        *status = context_usage(_("--ambiguous takes 1, 2 or auto, not \"%s\"."), value);
        return false;
    case OPTION_DESCRIPTOR:
        if (read_descriptor(c, value))
            return true;
        *status = context_usage(_("--password-fd takes the number of an open file from 3 on, not "
                                  "\"%s\"."),
                                value);
        return false;
    case OPTION_HELP:
        *status = print_help();
        return false;
    default:
        *status = print_version();
        return false;
    }
}

/* What stands behind --command is the program's own, its options too. */
static void cut_command(struct context *c, int *argc, char **argv)
{
    for (int i = 1; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--command") != 0)
            continue;
        c->signing.command = argv + i + 1;
        argv[i] = NULL;
        *argc = i;
    }
}

/* Reads the options. False where they alone decide, with *status. */
static bool read_options(struct context *c, int argc, char **argv, int *status)
{
    struct option options[ENTRY_COUNT + 1];
    int option;
    list_options(options);
    opterr = 0;
    while ((option = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
        const struct option_entry *e = find_option(option);
        if (e == NULL) {
            *status = context_usage(_("The option %s is unknown, or its value is missing."),
                                    argv[optind - 1]);
            return false;
        }
        if (!take_option(c, e, optarg, status))
            return false;
    }
    return true;
}

static int run(struct context *c, int count, char **arguments)
{
    const char *name = count == 0 ? "" : arguments[0];
    struct error err;
    if (count > 0 && !libxml_load(&err)) /* the forms have a screen to show first */
        return context_fail(&err);
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
    captive_begin(argc, argv);
    context_start(&c);
    cut_command(&c, &argc, argv);
    if (read_options(&c, argc, argv, &status) && captive_check(&c, argc - optind, &status))
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
