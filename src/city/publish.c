#include "config.h"

#include "city/publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/private.h"
#include "city/site.h"
#include "form/catalogue.h"
#include "text/cells.h"
#include "text/i18n.h"
#include "text/speak.h"

/* --- what the site is made from ------------------------------------------------------------------
 */

static bool open_ward(struct site *site, size_t ward, struct error *err)
{
    const struct city_publication *what = site->what;
    struct site_ward *w = &site->wards[ward];
    if (!city_table_entry(&site->table, ward, site->year)->present)
        return true;
    w->a = assessment_open(what->store, what->catalogue, site->table.wards[ward].code, site->year,
                           err);
    return w->a != NULL &&
           judge_open_last_year(w->a, what->store, what->catalogue, &w->last_year, err) &&
           judge_run(what->policy->judge, w->a, w->last_year, &w->judgement, err);
}

static bool open_wards(struct site *site, struct error *err)
{
    bool good = true;
    site->wards = calloc(site->table.count + 1, sizeof *site->wards);
    if (site->wards == NULL)
        return error_set_memory(err);
    for (size_t i = 0; good && i < site->table.count; i++)
        good = open_ward(site, i, err);
    return good;
}

/* By what name it is published; the form's own where the comparison does not say. */
static bool read_names(struct site *site, struct error *err)
{
    const struct city_policy *p = site->what->policy;
    const struct reference *reference = catalogue_reference(site->what->catalogue);
    bool named = p->comparison->title.count[FORM_JA] > 0;
    struct assessment *blank = assessment_of_nobody(p->form, reference, err);
    if (blank == NULL)
        return false;
    const xmlNode *root = xmlDocGetRootElement(assessment_document(blank));
    site->title =
        assessment_text(blank, named ? &p->comparison->title : form_title(p->form), FORM_JA, root);
    site->publisher =
        named ? assessment_text(blank, &p->comparison->publisher, FORM_JA, root) : strdup("");
    assessment_free(blank);
    era_fiscal_year_label(reference_eras(reference), site->year, site->year_label,
                          sizeof site->year_label);
    return (site->title != NULL && site->publisher != NULL) || error_set_memory(err);
}

static bool open_site(struct site *site, struct error *err)
{
    const struct city_publication *what = site->what;
    return city_compare(what->policy, what->store, what->catalogue,
                        form_first_year(what->policy->form), site->year, NULL, &site->table, err) &&
           read_names(site, err) && open_wards(site, err);
}

static void close_site(struct site *site)
{
    for (size_t i = 0; site->wards != NULL && i < site->table.count; i++) {
        judgement_free(&site->wards[i].judgement);
        assessment_free(site->wards[i].last_year);
        assessment_free(site->wards[i].a);
    }
    free(site->wards);
    free(site->title);
    free(site->publisher);
    city_table_free(&site->table);
    folder_close(&site->folder);
}

/* --- files --------------------------------------------------------------------------------- */

/* Empties the buffer. */
static bool put(struct site *site, const char *name, struct buffer *bytes, bool good,
                struct error *err)
{
    if (good && bytes->failed)
        good = error_set_memory(err);
    good = good && folder_put(&site->folder, name, bytes->data == NULL ? "" : bytes->data,
                              bytes->size, err);
    buffer_free(bytes);
    return good;
}

/* Under a name that was put together; empties both. */
static bool put_named(struct site *site, struct buffer *name, struct buffer *bytes, bool good,
                      struct error *err)
{
    if (good && (name->failed || name->data == NULL))
        good = error_set_memory(err);
    good = put(site, name->data, bytes, good, err);
    buffer_free(name);
    return good;
}

/* A page that needs nothing but the site. */
static bool put_page(struct site *site, const char *name,
                     bool (*write)(const struct site *site, struct buffer *out, struct error *err),
                     struct error *err)
{
    struct buffer out = BUFFER_INIT;
    char *language = speak_japanese();
    bool good = write(site, &out, err);
    speak_again(language);
    return put(site, name, &out, good, err);
}

/* A page of one of several. */
static bool put_one(struct site *site, const char *folder, const char *id, size_t index,
                    bool (*write)(const struct site *site, size_t index, struct buffer *out,
                                  struct error *err),
                    struct error *err)
{
    struct buffer out = BUFFER_INIT, name = BUFFER_INIT;
    char *language = speak_japanese();
    bool good = write(site, index, &out, err);
    speak_again(language);
    buffer_append_format(&name, "%s/", folder);
    site_file(&name, id);
    buffer_append_string(&name, ".html");
    return put_named(site, &name, &out, good, err);
}

static bool put_indicators(struct site *site, struct error *err)
{
    const struct city_indicator *indicator;
    bool good = true;
    for (size_t i = 0; good && (indicator = city_indicator_at(site->what->policy, i)) != NULL; i++)
        good = put_one(site, "indicators", indicator->id, i, site_write_indicator, err);
    return good;
}

static bool put_made(struct site *site, size_t ward, const char *end,
                     bool (*make)(void *with, const struct assessment *a, struct buffer *out,
                                  struct error *err),
                     struct error *err)
{
    struct buffer out = BUFFER_INIT, name = BUFFER_INIT;
    bool good = make(site->what->makers.with, site->wards[ward].a, &out, err);
    buffer_append_string(&name, "wards/");
    site_file(&name, site->table.wards[ward].code);
    buffer_append_string(&name, end);
    return put_named(site, &name, &out, good, err);
}

static bool put_wards(struct site *site, struct error *err)
{
    const struct city_makers *makers = &site->what->makers;
    bool good = true;
    for (size_t i = 0; good && i < site->table.count; i++) {
        good = put_one(site, "wards", site->table.wards[i].code, i, site_write_ward, err);
        if (good && site->wards[i].a != NULL)
            good = put_made(site, i, "-sheet.html", makers->sheet, err) &&
                   put_made(site, i, ".xml", makers->document, err);
    }
    return good;
}

/* The same cells as a spreadsheet and as CSV, which changes them and so comes last. */
static bool put_tables(struct site *site, struct error *err)
{
    struct buffer cells = BUFFER_INIT, codebook = BUFFER_INIT, out = BUFFER_INIT;
    char *language = speak_japanese();
    site_write_cells(site, &cells);
    site_write_codebook(site, &codebook);
    speak_again(language);
    bool good = !cells.failed && !codebook.failed;
    if (!good)
        error_set_memory(err);
    good = good && site->what->makers.workbook(site->what->makers.with, &cells, &out, err);
    good = put(site, "data/figures.xlsx", &out, good, err);
    if (good)
        cells_write_csv(cells.data, cells.size, &out);
    good = good && put(site, "data/figures.csv", &out, good, err);
    if (good)
        cells_write_csv(codebook.data, codebook.size, &out);
    good = good && put(site, "data/codebook.csv", &out, good, err);
    buffer_free(&cells);
    buffer_free(&codebook);
    return good;
}

static bool put_style(struct site *site, struct error *err)
{
    struct buffer out = BUFFER_INIT, path = BUFFER_INIT;
    char bytes[4096];
    size_t got;
    buffer_append_format(&path, "%s/data/site.css", site->what->share);
    FILE *file = path.data == NULL ? NULL : fopen(path.data, "re");
    bool good = file != NULL;
    while (good && (got = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_append(&out, bytes, got);
    if (!good || ferror(file))
        good = error_set(err, _("%s cannot be read. Install kusei again."),
                         path.data == NULL ? "site.css" : path.data);
    if (file != NULL)
        fclose(file);
    buffer_free(&path);
    return put(site, "style.css", &out, good, err);
}

static bool put_all(struct site *site, struct error *err)
{
    return put_style(site, err) && put_page(site, "index.html", site_write_index, err) &&
           put_indicators(site, err) && put_wards(site, err) &&
           put_page(site, "learn.html", site_write_learn, err) &&
           put_page(site, "rules.html", site_write_rules, err) && put_tables(site, err);
}

bool city_publish(const struct city_publication *what, struct error *err)
{
    struct site site = {.what = what, .year = what->year};
    bool good = folder_begin(&site.folder, what->path, err) && open_site(&site, err);
    if (good && site_present(&site) == 0)
        good = error_set(err, _("No ward has handed in for %d. There is nothing to publish."),
                         what->year);
    good = good && put_all(&site, err) && folder_finish(&site.folder, err);
    close_site(&site);
    return good;
}
