#include "review_model.h"

#include <string.h>

const char *const person_names[PERSONS] = {"staff1",   "staff2", "chief1", "chief2", "manager1",
                                           "manager2", "head1",  "head2",  "admin1", "city1"};
const char *const person_roles[PERSONS] = {"staff",   "staff", "chief", "chief", "manager",
                                           "manager", "head",  "head",  "admin", "city"};

const uint8_t reassignments[REASSIGNMENTS][2] = {{STAFF1, STAFF2},   {STAFF2, STAFF1},
                                                 {CHIEF1, MANAGER1}, {CHIEF1, MANAGER2},
                                                 {CHIEF2, MANAGER1}, {CHIEF2, MANAGER2}};

void model_start(struct model *m)
{
    memset(m, 0, sizeof *m); /* also between the members: situations are compared as bytes */
    m->signer = NOBODY;
    for (int i = 0; i < 2; i++) {
        m->pages[i].last = m->pages[i].submitter = m->pages[i].approver = NOBODY;
    }
    for (int i = 0; i < PERSONS; i++)
        m->successor[i] = NOBODY;
}

/* --- states ----------------------------------------------------------------------------- */

static const char *const row_words[] = {[NO_ROW] = "entry",
                                        [ENTRY] = "entry",
                                        [SUBMITTED] = "submitted",
                                        [RETURNED] = "returned",
                                        [APPROVED] = "approved"};
static const char *const own_words[] = {[OPEN] = "entry",
                                        [SIGNED] = "signed",
                                        [SENT] = "sent",
                                        [ACCEPTED] = "accepted",
                                        [REFUSED] = "refused"};

void model_read_table(struct model_table *out, const struct states *states)
{
    *out = (struct model_table){.states = states};
    for (int i = 0; i < PERSONS; i++)
        out->roles[i] = 1u << states_find_role(states, person_roles[i]);
    for (int i = 0; i <= APPROVED; i++)
        out->rows[i] = states_find_state(states, STATES_PAGE, row_words[i]);
    for (int i = 0; i <= REFUSED; i++)
        out->owns[i] = states_find_state(states, STATES_ASSESSMENT, own_words[i]);
    out->blank = states_find_state(states, STATES_PAGE, "blank");
    out->signed_off = states_find_state(states, STATES_PAGE, "signed");
    out->submitted = states_find_state(states, STATES_ASSESSMENT, "submitted");
    out->returned = states_find_state(states, STATES_ASSESSMENT, "returned");
    out->approved = states_find_state(states, STATES_ASSESSMENT, "approved");
}

static int page_state(const struct model_table *t, const struct model *m, int page)
{
    const struct model_page *p = &m->pages[page];
    if (m->own != OPEN)
        return t->signed_off;
    return p->row == NO_ROW && p->text == BLANK ? t->blank : t->rows[p->row];
}

static int whole_state(const struct model_table *t, const struct model *m)
{
    if (m->own != OPEN)
        return t->owns[m->own];
    uint8_t a = m->pages[0].row, b = m->pages[1].row;
    if (a == RETURNED || b == RETURNED)
        return t->returned;
    if (a == APPROVED && b == APPROVED)
        return t->approved;
    bool handed = (a == APPROVED || a == SUBMITTED) && (b == APPROVED || b == SUBMITTED);
    return handed ? t->submitted : t->owns[OPEN];
}

int model_state(const struct model_table *t, const struct model *m, int page)
{
    return page == 2 ? whole_state(t, m) : page_state(t, m, page);
}

/* --- conditions --------------------------------------------------------------------------- */

bool model_is_same_person(const struct model *m, uint8_t doer, uint8_t person)
{
    for (int i = 0; doer != NOBODY && i <= PERSONS; i++) {
        if (doer == person)
            return true;
        doer = m->successor[doer];
    }
    return false;
}

static bool wrote(const struct model *m, const struct model_page *p, uint8_t person)
{
    for (uint8_t i = 0; i < PERSONS; i++) {
        bool editor = (p->editors & 1u << i) != 0 || p->last == i;
        if (editor && model_is_same_person(m, i, person))
            return true;
    }
    return false;
}

static uint16_t pair(const struct model *m)
{
    return (uint16_t)(1u << (m->pages[0].text * TEXTS + m->pages[1].text));
}

static bool is_open(const struct model_page *p)
{
    return (p->unanswered & 1u << p->text) != 0;
}

static bool has_part(const struct model *m, uint8_t person)
{
    for (int i = 0; i < 2; i++) {
        const struct model_page *p = &m->pages[i];
        if ((p->editors & 1u << person) != 0 || p->last == person || p->submitter == person ||
            p->approver == person)
            return true;
    }
    for (int i = 0; i < PERSONS; i++) {
        if (m->successor[i] == person)
            return true;
    }
    return m->signer == person;
}

static bool is_met(const struct model *m, const struct attempt *try, int condition)
{
    const struct model_page *p = &m->pages[try->page % 2];
    const struct model_page *other = try->page == 2 ? &m->pages[1] : p;
    switch (condition) {
    case STATES_COMPLETE:
        return p->text != BLANK && other->text != BLANK;
    case STATES_REASONED:
        return p->text != WARNING && other->text != WARNING;
    case STATES_ANSWERED:
        return !is_open(p);
    case STATES_REMARK:
        return is_open(p);
    case STATES_OTHER_THAN_EDITOR:
        return !wrote(m, p, try->person);
    case STATES_OTHER_THAN_APPROVER:
        return !model_is_same_person(m, p->approver, try->person) &&
               !model_is_same_person(m, other->approver, try->person);
    case STATES_SUBMITTER:
        return model_is_same_person(m, p->submitter, try->person);
    case STATES_PERSON:
        return has_part(m, reassignments[try->variant][0]);
    case STATES_CHANGED:
        return (m->refused & pair(m)) == 0;
    default: /* what is always given along: reason, text, password, document */
        return true;
    }
}

static bool is_allowed(const struct model_table *t, const struct model *m,
                       const struct attempt *try)
{
    const struct states_action *a = try->action;
    if ((a->roles & t->roles[try->person]) == 0 ||
        (a->from & 1u << model_state(t, m, try->page)) == 0)
        return false;
    for (int i = 0; i < STATES_CONDITIONS; i++) {
        if ((a->conditions & 1u << i) != 0 && !is_met(m, try, i))
            return false;
    }
    return true;
}

/* --- what they lead to ----------------------------------------------------------------------- */

static bool has(const struct attempt *try, enum states_effect effect)
{
    return (try->action->effects & 1u << effect) != 0;
}

bool model_is_edit(const struct attempt *try)
{
    return strcmp(try->action->is.word, "edit") == 0;
}

static void move_page(const struct model_table *t, struct model_page *p, const struct attempt *try)
{
    for (uint8_t i = ENTRY; i <= APPROVED; i++) {
        if (t->rows[i] == try->action->to)
            p->row = i;
    }
    if (has(try, STATES_RECORD_SUBMITTER))
        p->submitter = try->person;
    if (has(try, STATES_NO_APPROVER))
        p->approver = NOBODY;
    if (has(try, STATES_RECORD_APPROVER)) {
        p->approver = try->person;
        p->approved_text = p->text;
        p->editors = 0;
    }
}

static void move_whole(const struct model_table *t, struct model *m, const struct attempt *try)
{
    m->own = OPEN;
    for (uint8_t i = SIGNED; i <= REFUSED; i++) {
        if (t->owns[i] == try->action->to)
            m->own = i;
    }
    if (has(try, STATES_NO_SIGNATURE))
        m->signer = NOBODY;
    if (has(try, STATES_RECORD_SIGNATURE))
        m->signer = try->person;
    if (m->own == REFUSED)
        m->refused |= pair(m);
}

/* What no condition can ask for any more makes no difference. */
static void forget(struct model_page *p)
{
    if (p->row != SUBMITTED && p->row != APPROVED)
        p->submitter = NOBODY;
    if (p->row != APPROVED)
        p->approved_text = 0;
}

static void write_page(struct model_page *p, const struct attempt *try)
{
    p->text = try->variant;
    p->last = try->person;
    p->editors |= (uint16_t)(1u << try->person);
}

bool model_do(const struct model_table *t, struct model *m, const struct attempt *try)
{
    struct model_page *p = &m->pages[try->page % 2];
    if (!is_allowed(t, m, try))
        return false;
    if (model_is_edit(try))
        write_page(p, try);
    else if (has(try, STATES_ADD_REMARK))
        p->unanswered |= (uint8_t)(1u << p->text);
    else if (has(try, STATES_ADD_ANSWER))
        p->unanswered = 0;
    else if (has(try, STATES_RECORD_STAND_IN))
        m->successor[reassignments[try->variant][0]] = reassignments[try->variant][1];
    else if (try->page == 2)
        move_whole(t, m, try);
    else
        move_page(t, p, try);
    forget(p);
    return true;
}

/* --- attempts ----------------------------------------------------------------------------------
 */

static size_t count_variants(const struct states_action *a, uint8_t texts)
{
    if (strcmp(a->is.word, "edit") == 0)
        return texts;
    return (a->effects & 1u << STATES_RECORD_STAND_IN) != 0 ? REASSIGNMENTS : 1;
}

bool model_attempt(const struct model_table *t, size_t index, uint8_t texts, struct attempt *out)
{
    for (size_t i = 0; i < t->states->action_count; i++) {
        const struct states_action *a = &t->states->actions[i];
        size_t pages = a->about == STATES_PAGE ? 2 : 1, variants = count_variants(a, texts);
        size_t all = pages * variants * PERSONS;
        if (index >= all) {
            index -= all;
            continue;
        }
        *out = (struct attempt){
            .action = a,
            .person = (uint8_t)(index % PERSONS),
            .variant = (uint8_t)(index / PERSONS % variants),
            .page = (uint8_t)(a->about == STATES_PAGE ? index / PERSONS / variants : 2)};
        return true;
    }
    return false;
}

bool model_is_idle(const struct model *m, const struct attempt *try)
{
    const struct model_page *p = &m->pages[try->page % 2];
    return (model_is_edit(try) && p->text == try->variant) ||
           (has(try, STATES_ADD_ANSWER) && p->unanswered == 0);
}
