#include "config.h"

#include "authoring/codebook.h"

#include <stdlib.h>
#include <string.h>

#include "authoring/codebook_private.h"
#include "authoring/private.h"
#include "form/sheet.h"
#include "rules/rules.h"
#include "text/i18n.h"

/* What a codebook is made of. */
struct making {
    struct examination *x;
    struct codebook *book;
    const struct sheet *sheet; /* NULL: the form has none */
};

const char *codebook_heading(enum codebook_column column)
{
    static const char *const names[CODEBOOK_COLUMNS] = {
        [CODEBOOK_PAGE] = N_("Page"),
        [CODEBOOK_NAME] = N_("Path or id"),
        [CODEBOOK_JA] = N_("Japanese"),
        [CODEBOOK_EN] = N_("English"),
        [CODEBOOK_TYPE] = N_("Type, code or severity"),
        [CODEBOOK_REQUIRED] = N_("To be filled in"),
        [CODEBOOK_RELEVANT] = N_("Asked"),
        [CODEBOOK_APPLIES] = N_("May not apply"),
        [CODEBOOK_PRINTED] = N_("Printed"),
        [CODEBOOK_REMEDY] = N_("What to do"),
        [CODEBOOK_SOURCE] = N_("Source"),
    };
    return _(names[column]);
}

/* --- records ---------------------------------------------------------------------------- */

/* A new record without texts; NULL when memory is short. */
static struct codebook_record *add_record(struct codebook *b, enum codebook_kind kind)
{
    if (b->count == b->room) {
        size_t room = b->room == 0 ? 64 : 2 * b->room;
        struct codebook_record *grown = realloc(b->records, room * sizeof *grown);
        if (grown == NULL)
            return NULL;
        b->records = grown;
        b->room = room;
    }
    struct codebook_record *record = &b->records[b->count++];
    *record = (struct codebook_record){.kind = kind};
    return record;
}

/* Every column that is still without a text gets an empty one. */
static bool finish_record(struct codebook_record *record)
{
    bool good = true;
    for (int i = 0; i < CODEBOOK_COLUMNS; i++) {
        if (record->texts[i] == NULL)
            record->texts[i] = strdup("");
        good = good && record->texts[i] != NULL;
    }
    return good;
}

static void clear(struct codebook *b)
{
    for (size_t i = 0; i < b->count; i++) {
        for (int k = 0; k < CODEBOOK_COLUMNS; k++)
            free(b->records[i].texts[k]);
    }
    free(b->records);
    free(b->title);
}

/* --- fields ---------------------------------------------------------------------------------- */

static const char *type_name(enum form_type type)
{
    static const char *const names[] = {
        [FORM_STRING] = N_("text"),    [FORM_INTEGER] = N_("whole number"),
        [FORM_DECIMAL] = N_("number"), [FORM_CODE] = N_("number of a page"),
        [FORM_FIGURE] = N_("figure"),
    };
    return _(names[type]);
}

/* The last bind that says anything of the property for the node; NULL: none does. */
static const char *written_for(struct examination *x, const xmlNode *node,
                               const char *(*property)(const struct form_bind *bind))
{
    const xmlNode *root = xmlDocGetRootElement(assessment_document(x->a));
    for (size_t i = form_bind_count(x->form); i > 0; i--) {
        const struct form_bind *bind = form_bind(x->form, i - 1);
        struct assessment_nodes nodes = {NULL, 0};
        struct error unheard;
        bool met = false;
        if (property(bind) == NULL ||
            !assessment_select(x->a, bind->nodeset, root, &nodes, &unheard))
            continue;
        for (size_t k = 0; !met && k < nodes.count; k++)
            met = nodes.items[k] == node;
        assessment_nodes_free(&nodes);
        if (met)
            return property(bind);
    }
    return NULL;
}

static const char *required_of(const struct form_bind *bind)
{
    return bind->required_written;
}

static const char *relevant_of(const struct form_bind *bind)
{
    return bind->relevant_written;
}

/* "yes", "no", or the expression that it turns on. */
static char *say_when(const char *written, bool otherwise)
{
    bool yes = written == NULL ? otherwise : strcmp(written, "true()") == 0;
    bool no = written == NULL ? !otherwise : strcmp(written, "false()") == 0;
    struct buffer out = BUFFER_INIT;
    if (yes)
        buffer_append_string(&out, _("yes"));
    else if (no)
        buffer_append_string(&out, _("no"));
    else
        buffer_append_format(&out, _("where %s"), written);
    return buffer_take(&out);
}

static char *say_printed(const struct making *m, const char *path)
{
    const struct sheet_column *column = m->sheet == NULL ? NULL : sheet_column_of(m->sheet, path);
    const xmlNode *root = xmlDocGetRootElement(assessment_document(m->x->a));
    if (column == NULL)
        return strdup(
            m->sheet != NULL && sheet_leaves_out(m->sheet, path) ? _("left out on purpose") : "");
    return assessment_text(m->x->a, &column->label, m->book->lang, root);
}

static char *say_page(const struct making *m, const xmlNode *node)
{
    size_t count, page = assessment_page_of(m->x->a, node);
    const struct assessment_page *pages = assessment_pages(m->x->a, &count);
    if (page == (size_t)-1)
        return strdup("");
    return assessment_text(m->x->a, &pages[page].item->label, m->book->lang, pages[page].node);
}

static bool add_codes(const struct making *m, const struct survey_field *field, const char *path)
{
    for (size_t i = 0; i < field->item->choice_count; i++) {
        const struct form_choice *choice = &field->item->choices[i];
        struct codebook_record *record = add_record(m->book, CODEBOOK_CODE);
        if (record == NULL)
            return false;
        record->texts[CODEBOOK_NAME] = strdup(path);
        record->texts[CODEBOOK_TYPE] = strdup(choice->value);
        record->texts[CODEBOOK_JA] = assessment_text(m->x->a, &choice->label, FORM_JA, field->node);
        record->texts[CODEBOOK_EN] = assessment_text(m->x->a, &choice->label, FORM_EN, field->node);
        if (!finish_record(record))
            return false;
    }
    return true;
}

static bool add_field(const struct making *m, const struct survey_field *field, const char *path)
{
    struct assessment_properties properties;
    struct codebook_record *record = add_record(m->book, CODEBOOK_FIELD);
    if (record == NULL)
        return false;
    assessment_properties(m->x->a, field->node, &properties);
    record->texts[CODEBOOK_PAGE] = say_page(m, field->node);
    record->texts[CODEBOOK_NAME] = strdup(path);
    record->texts[CODEBOOK_JA] =
        assessment_text(m->x->a, &field->item->label, FORM_JA, field->node);
    record->texts[CODEBOOK_EN] =
        assessment_text(m->x->a, &field->item->label, FORM_EN, field->node);
    record->texts[CODEBOOK_TYPE] =
        strdup(field->item->kind == FORM_SELECT1 ? _("choice") : type_name(properties.type));
    record->texts[CODEBOOK_REQUIRED] = say_when(written_for(m->x, field->node, required_of), false);
    record->texts[CODEBOOK_RELEVANT] = say_when(written_for(m->x, field->node, relevant_of), true);
    record->texts[CODEBOOK_APPLIES] = say_when(NULL, properties.not_applicable);
    record->texts[CODEBOOK_PRINTED] = say_printed(m, path);
    return finish_record(record) && add_codes(m, field, path);
}

static bool has_field(const struct codebook *b, const char *path)
{
    for (size_t i = 0; i < b->count; i++) {
        if (b->records[i].kind == CODEBOOK_FIELD &&
            strcmp(b->records[i].texts[CODEBOOK_NAME], path) == 0)
            return true;
    }
    return false;
}

/* Rows of one kind have the same fields, which are told once. */
static bool add_fields(const struct making *m)
{
    bool good = true;
    for (size_t i = 0; good && i < m->x->survey.field_count; i++) {
        const struct survey_field *field = &m->x->survey.fields[i];
        char *path = survey_path(field->node);
        good = path != NULL && (has_field(m->book, path) || add_field(m, field, path));
        free(path);
    }
    return good || error_set_memory(m->x->err);
}

/* --- rules -------------------------------------------------------------------------------------
 */

static char *copy_text(const char *text)
{
    return strdup(text == NULL ? "" : text);
}

static const char *severity_name(enum rules_severity severity)
{
    static const char *const names[] = {
        [RULES_ERROR] = N_("error"), [RULES_WARNING] = N_("warning"), [RULES_INFO] = N_("remark")};
    return _(names[severity]);
}

static bool add_rules(const struct making *m)
{
    struct examination *x = m->x;
    struct rules_entry e;
    struct rules *rules = rules_read(examine_file(x, "rules.sch"), x->err);
    bool good = rules != NULL;
    for (size_t i = 0; good && rules_entry(rules, i, &e); i++) {
        struct codebook_record *record = add_record(m->book, CODEBOOK_RULE);
        good = record != NULL;
        if (good) {
            record->texts[CODEBOOK_PAGE] = copy_text(e.title[m->book->lang]);
            record->texts[CODEBOOK_NAME] = copy_text(e.id);
            record->texts[CODEBOOK_JA] = copy_text(e.message[FORM_JA]);
            record->texts[CODEBOOK_EN] = copy_text(e.message[FORM_EN]);
            record->texts[CODEBOOK_TYPE] = copy_text(severity_name(e.severity));
            record->texts[CODEBOOK_REMEDY] = copy_text(e.remedy[m->book->lang]);
            record->texts[CODEBOOK_SOURCE] = copy_text(e.source);
            good = finish_record(record);
        }
        if (!good)
            error_set_memory(x->err);
    }
    rules_free(rules);
    return good;
}

/* --- the book ------------------------------------------------------------------------------------
 */

/* What cannot be added shows in the examination; here its fields are those of the blank. */
static void ignore_refusal(void *to, const struct form_item *repeat, const char *sentence)
{
    (void)to;
    (void)repeat;
    (void)sentence;
}

static bool collect(struct making *m)
{
    struct examination *x = m->x;
    x->a = examine_blank(x, form_first_year(x->form));
    if (x->a == NULL)
        return x->err->text[0] != '\0' ? false
                                       : error_set(x->err, _("%s: no ward of the city %s is known"),
                                                   x->dir, form_city_code(x->form));
    const xmlNode *root = xmlDocGetRootElement(assessment_document(x->a));
    m->book->title = assessment_text(x->a, form_title(x->form), m->book->lang, root);
    if (m->book->title == NULL)
        return error_set_memory(x->err);
    return survey_complete(x->a, &x->rows, ignore_refusal, NULL, x->err) &&
           survey_make(x->a, &x->survey, x->err) && add_fields(m) && add_rules(m);
}

bool codebook_write(const char *dir, const struct reference *reference, enum form_lang lang,
                    enum codebook_format format, struct buffer *out, struct error *err)
{
    struct codebook book = {.lang = lang};
    struct mistakes unread = MISTAKES_INIT;
    char *name = examine_name(dir);
    struct form *form = NULL;
    if (name == NULL)
        error_set_memory(err);
    else
        form = form_read(name, err);
    free(name);
    if (form == NULL)
        return false;
    struct examination x = {.dir = form_dir(form),
                            .form = form,
                            .reference = reference,
                            .mistakes = &unread,
                            .err = err};
    struct sheet *sheet = NULL;
    bool good = true;
    if (sheet_exists(form)) {
        sheet = sheet_read(form, err);
        good = sheet != NULL;
    }
    struct making making = {&x, &book, sheet};
    good = good && collect(&making);
    if (good && format == CODEBOOK_HTML)
        codebook_write_html(&book, out);
    else if (good)
        codebook_write_csv(&book, out);
    clear(&book);
    sheet_free(sheet);
    survey_free(&x.survey);
    survey_rows_free(&x.rows);
    assessment_free(x.a);
    form_free(form);
    mistakes_free(&unread);
    return good && (!out->failed || error_set_memory(err));
}
