/* Choosing a sheet, beginning one, and the way to its first page. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "terminal/new_from.h"
#include "terminal/plain_private.h"
#include "text/era.h"
#include "text/i18n.h"

static struct session_owner owner_of(const struct plain *p)
{
    struct session_owner owner = {.store = p->store,
                                  .catalogue = p->catalogue,
                                  .author = p->options->person->name,
                                  .lang = p->options->lang,
                                  .role = p->options->person->role};

    return owner;
}

void plain_close_sheet(struct plain *p)
{
    page_model_free(&p->model);
    memset(&p->model, 0, sizeof(p->model));
    p->model.current = PAGE_NONE;
    session_free(p->session);
    p->session = NULL;
}

/* --- opening ------------------------------------------------------------------- */

static void say_rules_changed(struct plain *p)
{
    const struct rejudged *r = session_rejudged(p->session);
    size_t gone = 0;
    char key[32];

    if (!r || !session_untold(p->session)) {
        return;
    }
    for (size_t i = 0; i < r->count; i++) {
        gone += r->changes[i].gone ? 1 : 0;
    }
    keymap_action_key(PLACE_OUTLINE, ACTION_FINDINGS, key, sizeof(key));
    plain_say(_("The rules have changed (%s, now %s). Findings: %zu new, %zu gone. %s: the list"),
              r->before, r->now, r->count - gone, gone, key);
    session_tell(p->session);
}

/* The sheet is open: its drafts are spoken of, and the page where the person was
 * comes up. */
static void enter_sheet(struct plain *p, int restored, int stale)
{
    if (stale > 0) {
        plain_settle(p);
    } else if (restored > 0) {
        plain_say(ngettext("%d page with unsaved typing was restored.",
                           "%d pages with unsaved typing were restored.", (unsigned long)restored),
                  restored);
    }
    const struct session_place place = *session_get_place(p->session);
    if (!plain_go_to(p, session_place_page(p->session))) {
        return;
    }
    say_rules_changed(p);
    size_t at = page_model_find_path(&p->model, place.field);
    if (at != PAGE_NONE) {
        p->model.current = at;
    }
    plain_walk(p);
}

static void open_sheet(struct plain *p, const struct store_assessment *row)
{
    struct session_owner owner = owner_of(p);
    struct error err = {""};
    int restored;
    int stale;

    p->session = session_open(&owner, row->ward_code, row->year, &restored, &stale, &err);
    if (!p->session) {
        plain_say_error(&err);
        return;
    }
    enter_sheet(p, restored, stale);
    plain_close_sheet(p);
}

/* --- beginning --------------------------------------------------------------------- */

/* The newest earlier year of the ward, offered to be carried over; *from is 0 where there
 * is none, or a blank one is wanted. False at the end of the input. */
static bool ask_from(struct plain *p, const struct ward *ward, int year, int *from)
{
    struct new_from years = {.count = 0};
    struct error err = {""};
    char line[256];
    char prompt[320];

    *from = 0;
    if (!new_from_find(&years, p->store, ward->code, year, &err)) {
        plain_say_error(&err);
        return false;
    }
    int newest = new_from_year(&years);
    new_from_line(&years, catalogue_reference(p->catalogue), 0, line, sizeof(line));
    new_from_free(&years);
    if (newest == 0) {
        return true;
    }
    snprintf(prompt, sizeof(prompt), _("%s? An empty line: yes, n: no > "), line);
    if (!plain_ask(p, prompt)) {
        return false;
    }
    *from = p->line[0] == 'n' ? 0 : newest;
    return true;
}

static void say_carried(struct plain *p, int from, const struct rollover_report *report)
{
    char sentence[1024];
    int done;
    int total;

    assessment_progress(session_assessment(p->session), &done, &total);
    new_from_tell(report, catalogue_reference(p->catalogue), from, total - done, sentence,
                  sizeof(sentence));
    plain_say("%s", sentence);
}

static void begin_sheet(struct plain *p)
{
    struct session_owner owner = owner_of(p);
    const struct ward *ward = NULL;
    struct error err = {""};
    int year;
    char name[256];

    if (!plain_ask(p, _("Ward (code or name) > ")) || !p->line[0]) {
        return;
    }
    snprintf(name, sizeof(name), "%s", p->line);
    if (!plain_ask(p, _("Fiscal year > ")) || !p->line[0]) {
        return;
    }
    if (!era_parse_year(reference_eras(catalogue_reference(p->catalogue)), p->line, &year)) {
        plain_say(_("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."), p->line);
        return;
    }
    const struct form *form = catalogue_choose(p->catalogue, NULL, name, year, &ward, &err);
    struct session_beginning beginning = {form, ward, year, 0};
    struct rollover_report report = {.count = 0};
    if (form && !ask_from(p, ward, year, &beginning.from)) {
        return;
    }
    p->session = form ? session_create(&owner, &beginning, &report, &err) : NULL;
    if (!p->session) {
        plain_say_error(&err);
        return;
    }
    if (beginning.from) {
        say_carried(p, beginning.from, &report);
    }
    rollover_report_free(&report);
    enter_sheet(p, 0, 0);
    plain_close_sheet(p);
}

/* --- the list -------------------------------------------------------------------------- */

static void say_sheets(struct plain *p, const struct store_assessment_list *list)
{
    const struct era_table *eras = reference_eras(catalogue_reference(p->catalogue));
    char year[64];

    plain_say("%s", _("Assessments"));
    for (size_t i = 0; i < list->count; i++) {
        const struct store_assessment *row = &list->items[i];
        era_fiscal_year_label(eras, row->year, year, sizeof(year));
        plain_say(_("%zu: %s %s, pages done %d of %d"), i + 1, row->ward_name, year,
                  row->pages_done, row->pages_total);
    }
}

bool plain_choose_sheet(struct plain *p, struct error *err)
{
    struct store_assessment_list list = {0};

    if (!store_list(p->store, &list, err)) {
        return false;
    }
    say_sheets(p, &list);
    if (plain_ask(p, _("Number of a sheet, n: a new one, q: quit > "))) {
        size_t number = strtoul(p->line, NULL, 10);
        if (p->line[0] == 'q' || strcmp(p->line, "/quit") == 0) {
            p->ended = true;
        } else if (p->line[0] == 'n') {
            begin_sheet(p);
        } else if (number >= 1 && number <= list.count) {
            open_sheet(p, &list.items[number - 1]);
        } else {
            plain_say("%s", _("There is no such sheet in the list."));
        }
    }
    store_list_free(&list);
    return true;
}
