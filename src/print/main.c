/*
 * kusei-print: the official sheet on paper, in a process of its own, so that the program
 * that people type into has no font library in it, and a fault in one takes nobody's
 * text with it. It is run by kusei and not by people:
 *
 *     kusei-print FORMAT SHARE [OWN]   the folder that holds forms/ and data/; and
 *                                      that of a person's own forms
 *
 * What is to be printed (order.h) on standard input; for the format "cells" tables
 * (text/cells.h), of which it makes a spreadsheet. On standard output "ok", a line
 * feed and the bytes of the file; or "no", a line feed and a sentence. Exit status 0:
 * there is an answer; 2: there is none.
 */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/assessment.h"
#include "exchange/intake.h"
#include "exchange/notice.h"
#include "exchange/parse.h"
#include "form/catalogue.h"
#include "form/sheet.h"
#include "print/content.h"
#include "print/csv.h"
#include "print/flow.h"
#include "print/html.h"
#include "print/order.h"
#include "print/pdf.h"
#include "print/xlsx.h"
#include "print/xlsx_cells.h"
#include "text/i18n.h"
#include "text/speak.h"
#include "text/utf8.h"
#include "xml/libxml2.h"

enum { EXIT_ANSWER = 0, EXIT_NO_ANSWER = 2 };

#ifdef __SANITIZE_ADDRESS__
/* What fontconfig keeps until the process ends is not ours to free. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}
#endif

/* One printing. */
struct printing {
    struct intake in; /* what the order points into */
    struct print_order order;
    struct catalogue *catalogue;
    struct assessment *a;
    struct sheet *sheet;
    struct content content;
    struct buffer out;
    struct error err;
};

/* --- what comes in ---------------------------------------------------------------------- */

static xmlDoc *read_document(struct printing *p, char *bytes, size_t size)
{
    struct notices found = NOTICES_INIT;
    size_t used;
    xmlDoc *doc = NULL;
    parse_refuse_loading();
    if (order_read(bytes, size, &p->order, &used))
        doc = parse_strict(bytes + used, size - used, &found);
    if (doc == NULL)
        error_set(&p->err, _("What is to be printed is no assessment. Install kusei again."));
    else
        parse_strip(doc);
    notices_free(&found);
    return doc;
}

static bool open_form(struct printing *p, const char *share, const char *own, xmlDoc *doc)
{
    xmlChar *policy = xmlGetNoNsProp(xmlDocGetRootElement(doc), BAD_CAST "policy");
    const struct form *form = NULL;
    p->catalogue = catalogue_open_with(share, own, &p->err);
    if (p->catalogue != NULL)
        form = catalogue_form(p->catalogue, policy == NULL ? "" : (const char *)policy, &p->err);
    xmlFree(policy);
    if (form == NULL) {
        xmlFreeDoc(doc);
        return false;
    }
    if (!sheet_exists(form)) {
        xmlFreeDoc(doc);
        return error_set(&p->err,
                         _("The form has no printed sheet. It can be exported as XML only."));
    }
    p->sheet = sheet_read(form, &p->err);
    if (p->sheet == NULL) {
        xmlFreeDoc(doc);
        return false;
    }
    p->a = assessment_from_document(form, catalogue_reference(p->catalogue), doc, &p->err);
    return p->a != NULL;
}

static bool take_in(struct printing *p, const char *share, const char *own)
{
    xmlDoc *doc = NULL;
    if (intake_read("-", &p->in, &p->err))
        doc = read_document(p, p->in.bytes, p->in.size);
    return doc != NULL && open_form(p, share, own, doc) &&
           content_make(&p->content, p->a, p->sheet, &p->err);
}

/* --- what goes out ---------------------------------------------------------------------- */

static bool make_flow(struct printing *p, struct flow *flow)
{
    char *language = speak_japanese();
    bool good = flow_make(flow, &p->content, &p->order, &p->err);
    speak_again(language);
    return good;
}

/* Which page and which column of it. */
static bool say_missing(struct printing *p, const struct pdf_missing *missing)
{
    const struct flow_box *box = missing->box;
    char seen[8] = "";
    char *title = NULL;
    if (box->node != NULL)
        title = assessment_page_title(p->a, assessment_page_of(p->a, box->node), FORM_JA);
    utf8_encode(missing->character, seen);
    error_set(
        &p->err,
        _("No font on this computer has the character %s (U+%04X; %s %s). Install a font that "
          "has it, or write it in another way."),
        seen, missing->character, title == NULL ? "" : title,
        box->column == NULL ? "" : content_label(&p->content, &box->column->label));
    free(title);
    return false;
}

static bool print_pdf(struct printing *p)
{
    struct flow flow;
    struct pdf_missing missing = {0, NULL};
    bool good =
        make_flow(p, &flow) && pdf_write(&flow, p->order.signed_at, &p->out, &missing, &p->err);
    if (good && missing.character != 0)
        good = say_missing(p, &missing);
    flow_free(&flow);
    return good;
}

static bool print_xlsx(struct printing *p)
{
    char *language = speak_japanese();
    const char *foot = flow_signature(&p->content.arena, &p->order);
    speak_again(language);
    return foot == NULL ? error_set_memory(&p->err)
                        : xlsx_write(&p->content, &p->order, foot, &p->out, &p->err);
}

static bool print_html(struct printing *p)
{
    char *language = speak_japanese();
    const char *foot = flow_signature(&p->content.arena, &p->order);
    bool good = foot == NULL ? error_set_memory(&p->err)
                             : html_write(&p->content, &p->order, foot, &p->out, &p->err);
    speak_again(language);
    return good;
}

static bool print_csv(struct printing *p, bool codebook)
{
    char *language = speak_japanese();
    bool good =
        codebook ? csv_write_codebook(p->a, &p->out, &p->err) : csv_write(p->a, &p->out, &p->err);
    speak_again(language);
    return good;
}

static bool print_as(struct printing *p, const char *format)
{
    if (strcmp(format, "pdf") == 0)
        return print_pdf(p);
    if (strcmp(format, "xlsx") == 0)
        return print_xlsx(p);
    if (strcmp(format, "html") == 0)
        return print_html(p);
    if (strcmp(format, "csv") == 0 || strcmp(format, "codebook") == 0)
        return print_csv(p, strcmp(format, "codebook") == 0);
    return error_set(&p->err, _("\"%s\" is not a format of this command."), format);
}

static int answer(const struct printing *p, bool good)
{
    if (good)
        fputs("ok\n", stdout);
    else
        printf("no\n%s", p->err.text);
    if (good && p->out.size > 0)
        fwrite(p->out.data, 1, p->out.size, stdout);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_ANSWER : EXIT_NO_ANSWER;
}

/* --- all of it -------------------------------------------------------------------------- */

static void start_locale(void)
{
    const char *directory = getenv("TEXTDOMAINDIR");
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    /* gettext looks at LANGUAGE only where LC_MESSAGES is not "C". */
    const char *messages = setlocale(LC_MESSAGES, NULL);
    if (messages == NULL || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8");
    bindtextdomain(PACKAGE, directory == NULL || *directory == '\0' ? LOCALEDIR : directory);
    bind_textdomain_codeset(PACKAGE, "UTF-8");
    textdomain(PACKAGE);
}

static bool print_sheet(struct printing *p, char **words)
{
    return take_in(p, words[1], words[2]) && print_as(p, words[0]);
}

static bool print_cells(struct printing *p)
{
    return intake_read("-", &p->in, &p->err) &&
           xlsx_write_cells(p->in.bytes, p->in.size, &p->out, &p->err);
}

int main(int argc, char **argv)
{
    struct printing p = {.out = BUFFER_INIT, .content = {.arena = ARENA_INIT}};
    start_locale();
    if (argc != 3 && argc != 4) {
        fputs("kusei-print: this is run by kusei\n", stderr);
        return EXIT_NO_ANSWER;
    }
    xmlInitParser();
    bool good = strcmp(argv[1], "cells") == 0 ? print_cells(&p) : print_sheet(&p, argv + 1);
    if (good && p.out.failed)
        good = error_set_memory(&p.err);
    int status = answer(&p, good);
    buffer_free(&p.out);
    content_free(&p.content);
    sheet_free(p.sheet);
    assessment_free(p.a);
    catalogue_free(p.catalogue);
    intake_free(&p.in);
    xmlCleanupParser();
    return status;
}
