/* kusei review list|changes|seen */
#include "config.h"

#include "command/review_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/ask.h"
#include "command/json.h"
#include "review/changes.h"
#include "review/perform.h"
#include "review/standing.h"
#include "store/names.h"
#include "text/i18n.h"

struct showing {
    struct context *c;
    struct review *r;
    struct review_actor actor;
    bool json;
    const struct assessment *a;
    struct review_standing standing;
    size_t page; /* (size_t)-1: all */
};

static const struct states_word *state_word(const struct showing *w, int state)
{
    return &review_states(w->r)->states[state].is;
}

/* --- what waits ------------------------------------------------------------------------- */

static void append_roles(const struct showing *w, const struct states_action *action,
                         struct buffer *out, bool words)
{
    const struct states *s = review_states(w->r);
    bool first = true;
    for (size_t i = 0; i < s->role_count; i++) {
        if ((action->roles & 1u << i) == 0)
            continue;
        buffer_append_string(out, first ? "" : ", ");
        if (words)
            json_string(out, s->roles[i].word);
        else
            buffer_append_string(out, s->roles[i].name[w->c->lang]);
        first = false;
    }
}

static bool show_waiting_json(const struct showing *w, const struct review_waiting_item *item)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "ward", item->ward_code, false);
    json_member(&out, "ward_name", item->ward_name, true);
    buffer_append_format(&out, ", \"year\": %d", item->year);
    json_member(&out, "state", state_word(w, item->state)->word, true);
    json_member(&out, "action", item->action->is.word, true);
    buffer_append_string(&out, ", \"roles\": [");
    append_roles(w, item->action, &out, true);
    buffer_append_format(&out, "], \"pages\": %zu, \"mine\": %zu", item->pages, item->mine);
    json_member(&out, "since", item->since, true);
    buffer_append_string(&out, "}");
    return json_print(&out);
}

static bool show_waiting_text(const struct showing *w, const struct review_waiting_item *item)
{
    struct buffer roles = BUFFER_INIT;
    append_roles(w, item->action, &roles, false);
    char *text = buffer_take(&roles);
    if (text == NULL)
        return false;
    printf("%s %s %d\t%s", item->mine > 0 ? "*" : " ", item->ward_name, item->year,
           state_word(w, item->state)->name[w->c->lang]);
    if (item->pages > 0)
        printf(" %zu", item->pages);
    printf("\t%s\t%s\t%s\n", item->action->is.name[w->c->lang], text,
           item->since == NULL ? "" : item->since);
    free(text);
    return true;
}

static bool show_waiting(struct showing *w, struct error *err)
{
    struct review_waiting waiting;
    if (!review_waiting(w->r, &w->actor, &waiting, err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < waiting.count; i++)
        good = w->json ? show_waiting_json(w, &waiting.items[i])
                       : show_waiting_text(w, &waiting.items[i]);
    review_waiting_free(&waiting);
    return good || error_set_memory(err);
}

/* --- pages and remarks ---------------------------------------------------------------------- */

static void append_remark(struct buffer *out, const struct review_remark *k)
{
    const struct store_remark *s = k->stored;
    buffer_append_format(out, "{\"number\": %lld", (long long)s->id);
    json_member(out, "field", s->field, true);
    json_member(out, "quote", s->quote, true);
    json_member(out, "now", k->now, true);
    json_member(out, "who", s->who, true);
    json_member(out, "role", s->role, true);
    json_member(out, "at", s->at, true);
    json_member(out, "text", s->text, true);
    buffer_append_format(out, ", \"open\": %s, \"changed\": %s, \"answers\": [",
                         k->open ? "true" : "false", k->changed ? "true" : "false");
    for (size_t i = 0; i < s->answer_count; i++) {
        buffer_append_string(out, i == 0 ? "{" : ", {");
        json_member(out, "who", s->answers[i].who, false);
        json_member(out, "at", s->answers[i].at, true);
        json_member(out, "text", s->answers[i].text, true);
        buffer_append_string(out, "}");
    }
    buffer_append_string(out, "]}");
}

static bool show_page_json(const struct showing *w, size_t page)
{
    const struct review_page *p = &w->standing.pages[page];
    const struct review_remark *k;
    struct buffer out = BUFFER_INIT;
    char name[256];
    buffer_append_string(&out, "{");
    json_member(&out, "page", assessment_page_name(w->a, page, name, sizeof name), false);
    json_member(&out, "state", state_word(w, p->state)->word, true);
    json_member(&out, "who", p->row == NULL ? NULL : p->row->who, true);
    json_member(&out, "at", p->row == NULL ? NULL : p->row->at, true);
    if (p->source != page)
        json_member(&out, "follows", assessment_page_name(w->a, p->source, name, sizeof name),
                    true);
    buffer_append_string(&out, ", \"remarks\": [");
    for (size_t i = 0; (k = review_remark_at(&w->standing, page, i)) != NULL; i++) {
        buffer_append_string(&out, i == 0 ? "" : ", ");
        append_remark(&out, k);
    }
    buffer_append_string(&out, "]}");
    return json_print(&out);
}

static void show_remark(const struct showing *w, const struct review_remark *k)
{
    char *label = *k->stored->field == '\0'
                      ? NULL
                      : assessment_field_label(w->a, k->page, k->stored->field, w->c->lang);
    printf("  %s %lld  %s  %s  %s\n", k->open ? "!" : " ", (long long)k->stored->id, k->stored->at,
           store_person(w->c->store, k->stored->who), label == NULL ? "" : label);
    free(label);
    if (k->stored->quote != NULL)
        printf("      \"%s\"\n", k->stored->quote);
    if (k->changed && k->now != NULL)
        printf("      \"%s\"\n", k->now);
    printf("      %s\n", k->stored->text);
    for (size_t i = 0; i < k->stored->answer_count; i++)
        printf("      %s: %s\n", store_person(w->c->store, k->stored->answers[i].who),
               k->stored->answers[i].text);
}

static bool show_page_text(const struct showing *w, size_t page)
{
    const struct review_page *p = &w->standing.pages[page];
    const struct review_remark *k;
    char name[256];
    assessment_page_name(w->a, page, name, sizeof name);
    printf("%s\t%s", *name == '\0' ? "-" : name, state_word(w, p->state)->name[w->c->lang]);
    if (p->row != NULL)
        printf("\t%s\t%s", store_person(w->c->store, p->row->who), p->row->at);
    printf("\n");
    for (size_t i = 0; (k = review_remark_at(&w->standing, page, i)) != NULL; i++)
        show_remark(w, k);
    return true;
}

static bool show_pages(struct showing *w, struct error *err)
{
    bool good = true;
    for (size_t i = 0; good && i < w->standing.page_count; i++) {
        if (w->page == (size_t)-1 || w->page == i)
            good = w->json ? show_page_json(w, i) : show_page_text(w, i);
    }
    if (!w->json && w->page == (size_t)-1)
        printf("%s\n", state_word(w, w->standing.state)->name[w->c->lang]);
    return good || error_set_memory(err);
}

/* --- what changed ------------------------------------------------------------------------------
 */

static void show_field(const struct review_field_change *f)
{
    printf("    %s\n      ", f->label);
    for (size_t i = 0; i < f->diff.count; i++) {
        const struct diff_part *part = &f->diff.parts[i];
        if (part->kind == DIFF_GONE)
            printf("[-%.*s-]", (int)(part->old_end - part->old_start), f->old + part->old_start);
        else if (part->kind == DIFF_NEW)
            printf("{+%.*s+}", (int)(part->new_end - part->new_start), f->new + part->new_start);
        else
            printf("%.*s", (int)(part->new_end - part->new_start), f->new + part->new_start);
    }
    printf("\n");
}

static void show_finding(const struct review_finding_change *f)
{
    printf("    %s %s  %s\n", f->gone ? "-" : f->same ? " " : "+", f->rule, f->message);
    if (f->old_reason != NULL)
        printf("      - %s\n", f->old_reason);
    if (f->reason != NULL)
        printf("      + %s\n", f->reason);
}

static bool show_change_text(const struct showing *w, const struct review_page_change *p)
{
    char name[256];
    assessment_page_name(w->a, p->page, name, sizeof name);
    printf("%s\t%s\n", *name == '\0' ? "-" : name,
           state_word(w, w->standing.pages[p->page].state)->name[w->c->lang]);
    for (size_t i = 0; i < p->field_count; i++)
        show_field(&p->fields[i]);
    for (size_t i = 0; i < p->finding_count; i++)
        show_finding(&p->findings[i]);
    const struct review_remark *k;
    for (size_t i = 0; (k = review_unanswered(&w->standing, p->page, i)) != NULL; i++)
        show_remark(w, k);
    return true;
}

static void append_fields(struct buffer *out, const struct review_field_change *fields,
                          size_t count)
{
    buffer_append_string(out, ", \"fields\": [");
    for (size_t i = 0; i < count; i++) {
        buffer_append_string(out, i == 0 ? "{" : ", {");
        json_member(out, "field", fields[i].path, false);
        json_member(out, "old", fields[i].old, true);
        json_member(out, "new", fields[i].new, true);
        buffer_append_string(out, "}");
    }
    buffer_append_string(out, "]");
}

static bool show_change_json(const struct showing *w, const struct review_page_change *p)
{
    struct buffer out = BUFFER_INIT;
    char name[256];
    buffer_append_string(&out, "{");
    json_member(&out, "page", assessment_page_name(w->a, p->page, name, sizeof name), false);
    append_fields(&out, p->fields, p->field_count);
    buffer_append_string(&out, ", \"findings\": [");
    for (size_t i = 0; i < p->finding_count; i++) {
        const struct review_finding_change *f = &p->findings[i];
        buffer_append_string(&out, i == 0 ? "{" : ", {");
        json_member(&out, "id", f->rule, false);
        buffer_append_format(&out, ", \"gone\": %s", f->gone ? "true" : "false");
        json_member(&out, "message", f->message, true);
        json_member(&out, "old_reason", f->old_reason, true);
        json_member(&out, "reason", f->reason, true);
        buffer_append_string(&out, "}");
    }
    buffer_append_format(&out, "], \"remarks\": %zu}", p->remarks);
    return json_print(&out);
}

static bool show_gone_text(const struct showing *w, const struct review_gone_page *p)
{
    printf(_("%s\tremoved\t%s\t%s\n"), p->title, store_person(w->c->store, p->who), p->at);
    for (size_t i = 0; i < p->field_count; i++)
        show_field(&p->fields[i]);
    return true;
}

static bool show_gone_json(const struct review_gone_page *p)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "page", p->title, false);
    buffer_append_string(&out, ", \"gone\": true");
    json_member(&out, "who", p->who, true);
    json_member(&out, "at", p->at, true);
    append_fields(&out, p->fields, p->field_count);
    buffer_append_string(&out, "}");
    return json_print(&out);
}

static bool show_changes(struct showing *w, struct error *err)
{
    struct review_changes changes;
    if (!review_changed(w->r, &w->actor, w->a, &w->standing, &changes, err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < changes.count; i++) {
        const struct review_page_change *p = &changes.pages[i];
        if (w->page == (size_t)-1 || w->page == p->page)
            good = w->json ? show_change_json(w, p) : show_change_text(w, p);
    }
    for (size_t i = 0; good && w->page == (size_t)-1 && i < changes.gone_count; i++)
        good = w->json ? show_gone_json(&changes.gone[i]) : show_gone_text(w, &changes.gone[i]);
    review_changes_free(&changes);
    return good || error_set_memory(err);
}

static bool note_gone_seen(struct showing *w, struct error *err)
{
    struct review_changes changes;
    if (!review_changed(w->r, &w->actor, w->a, &w->standing, &changes, err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < changes.gone_count; i++)
        good = review_looked(w->r, &w->actor, &w->standing, changes.gone[i].id,
                             changes.gone[i].revision, err);
    review_changes_free(&changes);
    return good;
}

static bool note_seen(struct showing *w, struct error *err)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(w->a, &count);
    for (size_t i = 0; i < count; i++) {
        if ((w->page == (size_t)-1 || w->page == i) &&
            !review_looked(w->r, &w->actor, &w->standing, pages[i].stored_id, pages[i].revision,
                           err))
            return false;
    }
    return w->page != (size_t)-1 || note_gone_seen(w, err);
}

/* --- the command --------------------------------------------------------------------------------
 */

typedef bool show(struct showing *w, struct error *err);

/* With the assessment, and the page where one is named. */
static int show_assessment(struct showing *w, show *what, int count, char **words)
{
    struct error err;
    struct assessment *a = context_open(w->c, words[0], words[1]);
    if (a == NULL)
        return STATUS_FAILED;
    w->a = a;
    w->page = (size_t)-1;
    bool good = (count == 2 || review_find_named(a, words[2], &w->page, &err)) &&
                review_stand(w->r, a, &w->standing, &err) &&
                review_settle(w->r, a, &w->standing, &err) && what(w, &err);
    review_standing_free(&w->standing);
    assessment_free(a);
    return good ? STATUS_DONE : context_fail(&err);
}

int review_list_command(struct context *c, struct review *r, int count, char **words, bool *known)
{
    static const struct {
        const char *word;
        show *what;
    } all[] = {{"list", show_pages}, {"changes", show_changes}, {"seen", note_seen}};
    struct showing w = {.c = c, .r = r};
    struct error err;
    bool good;
    size_t i = 0;
    while (i < sizeof all / sizeof all[0] && strcmp(all[i].word, words[0]) != 0)
        i++;
    bool waiting = i == 0 && count == 1;
    *known = i < sizeof all / sizeof all[0] && (waiting || count == 3 || count == 4);
    if (!*known)
        return STATUS_FAILED;
    w.json = context_wants_json(c, &good);
    if (!good || !ask_who(c))
        return STATUS_FAILED;
    w.actor = (struct review_actor){.name = c->person.name, .role = c->person.role};
    if (!waiting)
        return show_assessment(&w, all[i].what, count - 1, words + 1);
    return show_waiting(&w, &err) ? STATUS_DONE : context_fail(&err);
}
