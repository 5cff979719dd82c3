/* The table of states, explored: every situation that ten people can bring an assessment
 * of two pages into with eight actions, from a blank one. Nobody comes to a sign-off
 * without differing people, no situation is a dead end, no remark is lost. That the
 * program does what was explored is shown by some thousand random steps that it takes
 * side by side with the model (review_model.h). */
#include "review_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "review_model.h"

enum { DEPTH = 8, STEPS = 3000, MOST_TRIES = 5000 };

static bool read_table(const struct stage *t, struct states **out)
{
    struct error err = {""};
    *out = states_read(t->catalogue, &err);
    assert_done(*out != NULL);
    return true;
}

/* --- a set of situations ----------------------------------------------------------- */

struct set {
    struct model *items; /* in the order they were found */
    size_t count, room;
    uint32_t *slots; /* 1 + the place of an item; 0: empty */
    size_t slot_count;
};

static uint64_t hash(const struct model *m)
{
    const unsigned char *bytes = (const unsigned char *)m;
    uint64_t sum = 14695981039346656037u;
    for (size_t i = 0; i < sizeof *m; i++)
        sum = (sum ^ bytes[i]) * 1099511628211u;
    return sum ^ sum >> 29;
}

static void place(struct set *set, uint32_t item)
{
    size_t at = hash(&set->items[item]) & (set->slot_count - 1);
    while (set->slots[at] != 0)
        at = (at + 1) & (set->slot_count - 1);
    set->slots[at] = item + 1;
}

static void grow(struct set *set)
{
    set->room = set->room == 0 ? 1024 : set->room * 2;
    set->items = realloc(set->items, set->room * sizeof *set->items);
    free(set->slots);
    set->slot_count = set->room * 2;
    set->slots = calloc(set->slot_count, sizeof *set->slots);
    assert_true(set->items != NULL && set->slots != NULL);
    for (size_t i = 0; i < set->count; i++)
        place(set, (uint32_t)i);
}

/* False where it is in the set already. */
static bool add(struct set *set, const struct model *m)
{
    if (set->count == set->room)
        grow(set);
    size_t at = hash(m) & (set->slot_count - 1);
    for (; set->slots[at] != 0; at = (at + 1) & (set->slot_count - 1)) {
        if (memcmp(&set->items[set->slots[at] - 1], m, sizeof *m) == 0)
            return false;
    }
    set->items[set->count] = *m;
    set->slots[at] = (uint32_t)++set->count;
    return true;
}

static void free_set(struct set *set)
{
    free(set->items);
    free(set->slots);
}

/* People of one role, and the two pages, are the same but for their names: of the
 * situations that differ in no more than those, one stands for (nearly) all. */
static void exchange_pages(struct model *m)
{
    struct model_page page = m->pages[0];
    uint16_t refused = 0;
    m->pages[0] = m->pages[1];
    m->pages[1] = page;
    for (int i = 0; i < TEXTS * TEXTS; i++) {
        if ((m->refused & 1u << i) != 0)
            refused |= (uint16_t)(1u << (i % TEXTS * TEXTS + i / TEXTS));
    }
    m->refused = refused;
}

static uint8_t exchange(uint8_t person, uint8_t first)
{
    return person == first ? first + 1 : person == first + 1 ? first : person;
}

static void exchange_people(struct model *m, uint8_t first)
{
    for (int i = 0; i < 2; i++) {
        struct model_page *p = &m->pages[i];
        unsigned both = (unsigned)(p->editors >> first) & 3u;
        p->editors =
            (uint16_t)((p->editors & ~(3u << first)) | ((both >> 1 | both << 1) & 3u) << first);
        p->last = exchange(p->last, first);
        p->submitter = exchange(p->submitter, first);
        p->approver = exchange(p->approver, first);
    }
    m->signer = exchange(m->signer, first);
    uint8_t successor = m->successor[first];
    m->successor[first] = m->successor[first + 1];
    m->successor[first + 1] = successor;
    for (int i = 0; i < PERSONS; i++)
        m->successor[i] = exchange(m->successor[i], first);
}

/* All that a person did, as a number. */
static unsigned describe(const struct model *m, uint8_t person)
{
    unsigned sum = m->signer == person;
    for (int i = 0; i < 2; i++) {
        const struct model_page *p = &m->pages[i];
        sum = sum << 4 | (p->editors >> person & 1u) << 3 | (unsigned)(p->last == person) << 2 |
              (unsigned)(p->submitter == person) << 1 | (unsigned)(p->approver == person);
    }
    unsigned successor = m->successor[person] == NOBODY ? 0 : 1u + (m->successor[person] & 1u);
    return sum << 2 | (m->successor[person] / 2 == person / 2 ? successor != 0 : successor);
}

static bool stands_later(const struct model_page *a, const struct model_page *b)
{
    unsigned x = (unsigned)a->row << 16 | (unsigned)a->text << 8 | a->unanswered;
    unsigned y = (unsigned)b->row << 16 | (unsigned)b->text << 8 | b->unanswered;
    return x > y || (x == y && a->editors > b->editors);
}

static void make_canonical(struct model *m)
{
    if (stands_later(&m->pages[0], &m->pages[1]))
        exchange_pages(m);
    for (uint8_t first = HEAD1;; first = (uint8_t)(first - 2)) {
        if (describe(m, first) < describe(m, first + 1))
            exchange_people(m, first);
        if (first == STAFF1)
            break;
    }
}

/* --- what must hold -------------------------------------------------------------------- */

/* Real people, whoever stands in for whom; by what was seen to happen, not by what the
 * conditions say. */
static void check_step(const struct model *before, const struct model *after,
                       const struct attempt *try)
{
    const struct model_page *was = &before->pages[try->page % 2];
    const struct model_page *is = &after->pages[try->page % 2];
    if (try->page != 2 && is->row == APPROVED && was->row != APPROVED) {
        assert_true((was->editors & 1u << try->person) == 0);
        assert_true(was->last != try->person);
    }
    if (try->page != 2 && (was->unanswered & ~is->unanswered) != 0)
        assert_string_equal(try->action->is.word, "answer");
    if (before->own != OPEN)
        assert_true(before->pages[0].text == after->pages[0].text &&
                    before->pages[1].text == after->pages[1].text);
}

static void check_situation(const struct model *m)
{
    if (m->own == OPEN || m->own == REFUSED)
        return;
    assert_true(m->signer != NOBODY);
    for (int i = 0; i < 2; i++) {
        const struct model_page *p = &m->pages[i];
        assert_int_equal(p->row, APPROVED);
        assert_int_equal(p->text, p->approved_text);
        assert_true(p->text == GOOD || p->text == BETTER);
        assert_true(p->last != NOBODY && p->approver != NOBODY);
        assert_true(p->approver != p->last && p->approver != m->signer);
    }
}

/* --- no dead end -------------------------------------------------------------------------- */

static bool take(const struct model_table *t, struct model *m, const struct states_action *action,
                 int person, int page, int variant)
{
    const struct attempt try = {.action = action,
                                .person = (uint8_t)person,
                                .page = (uint8_t)page,
                                .variant = (uint8_t)variant};
    return !model_is_idle(m, &try) && model_do(t, m, &try);
}

static bool can(const struct model_table *t, struct model *m, const char *action, int person,
                int page, int variant)
{
    return take(t, m, states_find_action(t->states, action), person, page, variant);
}

static bool any_can(const struct model_table *t, struct model *m, const char *action, int page,
                    int variant)
{
    const struct states_action *found = states_find_action(t->states, action);
    for (int person = 0; person < PERSONS; person++) {
        if (take(t, m, found, person, page, variant))
            return true;
    }
    return false;
}

/* Back to whoever writes. */
static bool send_back(const struct model_table *t, struct model *m, int page)
{
    return any_can(t, m, "remark", page, 0) && any_can(t, m, "send-back", page, 0);
}

/* Where everybody who might approve wrote or stands in for a writer, the administrator
 * lets somebody else stand in. */
static bool approve_after_reassigning(const struct model_table *t, struct model *m, int page)
{
    for (int i = 0; i < REASSIGNMENTS; i++) {
        struct model other = *m;
        if (can(t, &other, "reassign", ADMIN, 2, i) && any_can(t, &other, "approve", page, 0)) {
            *m = other;
            return true;
        }
    }
    return false;
}

/* One step of a way on for a page; the text is good, and not what the city refused. */
static bool help_page(const struct model_table *t, struct model *m, int page, int text)
{
    if (m->pages[page].row == SUBMITTED)
        return any_can(t, m, "approve", page, 0) || approve_after_reassigning(t, m, page);
    if (m->pages[page].row == APPROVED)
        return send_back(t, m, page);
    if (m->pages[page].text != text)
        return any_can(t, m, "edit", page, text);
    return any_can(t, m, "answer", page, 0) || any_can(t, m, "submit", page, 0);
}

static bool is_good(const struct model *m, int a, int b)
{
    return (a == GOOD || a == BETTER) && (b == GOOD || b == BETTER) &&
           (m->refused & 1u << (a * TEXTS + b)) == 0;
}

/* What the pages should say: what they do, or the first that the city has not refused. */
static void choose_texts(const struct model *m, int texts[2])
{
    texts[0] = m->pages[0].text;
    texts[1] = m->pages[1].text;
    for (int i = 0; i < 4 && !is_good(m, texts[0], texts[1]); i++) {
        texts[0] = GOOD + i % 2;
        texts[1] = GOOD + i / 2;
    }
}

static bool help(const struct model_table *t, struct model *m)
{
    int texts[2];
    if (m->own == SENT)
        return any_can(t, m, "accept", 2, 0);
    if (m->own == REFUSED)
        return any_can(t, m, "reopen", 2, 0);
    if (m->own == SIGNED)
        return any_can(t, m, "send", 2, 0) || any_can(t, m, "withdraw", 2, 0);
    choose_texts(m, texts);
    for (int page = 0; page < 2; page++) {
        if (m->pages[page].row != APPROVED || m->pages[page].text != texts[page])
            return help_page(t, m, page, texts[page]);
    }
    return any_can(t, m, "sign-off", 2, 0);
}

static void check_way_on(const struct model_table *t, struct model m)
{
    for (int steps = 0; m.own != ACCEPTED; steps++) {
        if (steps == 60 || !help(t, &m))
            fail_msg("a dead end: pages %d %d, own %d, %d steps on", m.pages[0].row, m.pages[1].row,
                     m.own, steps);
    }
    /* Nor is that one: the city may find something later. */
    assert_true(any_can(t, &m, "refuse", 2, 0));
}

/* --- the exploration ---------------------------------------------------------------------------
 */

enum { MOST_ATTEMPTS = 1024 };

struct attempts {
    struct attempt items[MOST_ATTEMPTS];
    size_t count;
};

static void list_attempts(const struct model_table *t, uint8_t texts, struct attempts *out)
{
    out->count = 0;
    while (model_attempt(t, out->count, texts, &out->items[out->count]))
        assert_true(++out->count < MOST_ATTEMPTS);
}

/* Whether role and state allow it: most attempts end here. */
static bool is_thinkable(const struct model_table *t, const int states[3],
                         const struct attempt *try)
{
    return (try->action->roles & t->roles[try->person]) != 0 &&
           (try->action->from & 1u << states[try->page]) != 0;
}

static void explore_from(const struct model_table *t, const struct attempts *all, struct set *set,
                         size_t at)
{
    int states[3];
    for (int page = 0; page < 3; page++)
        states[page] = model_state(t, &set->items[at], page);
    for (size_t i = 0; i < all->count; i++) {
        const struct attempt *try = &all->items[i];
        if (!is_thinkable(t, states, try))
            continue;
        struct model m = set->items[at];
        if (model_is_idle(&m, try) || !model_do(t, &m, try))
            continue;
        check_step(&set->items[at], &m, try);
        check_situation(&m);
        make_canonical(&m);
        add(set, &m);
    }
}

/* All that can be reached from a situation, each held to what must hold. Returns how
 * many of them are signed off. */
static size_t explore(const struct model_table *t, const struct model *start, int most)
{
    struct set set = {0};
    struct attempts all;
    size_t signed_off = 0;
    list_attempts(t, WARNING, &all);
    add(&set, start);
    for (size_t depth = 0, at = 0; depth < (size_t)most; depth++) {
        for (size_t end = set.count; at < end; at++)
            explore_from(t, &all, &set, at);
    }
    for (size_t i = 0; i < set.count; i++) {
        check_way_on(t, set.items[i]);
        signed_off += set.items[i].own == SIGNED;
    }
    print_message("%zu situations to depth %d, %zu signed off\n", set.count, most, signed_off);
    free_set(&set);
    return signed_off;
}

/* Fewer actions where the test runs under a tool that makes it many times slower. */
static int choose_depth(void)
{
    const char *depth = getenv("REVIEW_DEPTH");
    return depth == NULL ? DEPTH : atoi(depth);
}

static void test_every_situation(void **state)
{
    struct states *s;
    struct model_table t;
    struct model m;
    read_table(*state, &s);
    model_read_table(&t, s);
    model_start(&m);
    size_t signed_off = explore(&t, &m, choose_depth());
    assert_true(signed_off > 0 || choose_depth() < DEPTH);
    /* And from where both pages are approved, so that what the city may do is in it. */
    for (int page = 0; page < 2; page++)
        assert_true(can(&t, &m, "edit", STAFF1, page, GOOD) &&
                    can(&t, &m, "submit", STAFF2, page, 0) &&
                    can(&t, &m, "approve", CHIEF1, page, 0));
    assert_true(explore(&t, &m, choose_depth() - 2) > 0);
    states_free(s);
}

/* --- the program beside it ----------------------------------------------------------------- */

static const char *const text_words[TEXTS] = {
    [BLANK] = TEXT_BLANK, [GOOD] = TEXT_GOOD, [BETTER] = TEXT_BETTER, [WARNING] = TEXT_WARNING};

struct walk {
    struct stage *t;
    const struct model_table *table;
    struct model m;
    int64_t remarks, answers; /* made so far */
    size_t done, refused;
    uint64_t seed;
};

static unsigned draw(struct walk *w, unsigned below)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(w->seed >> 33) % below;
}

/* Answers every remark of the page that has no answer. */
static bool answer_all(struct walk *w, const struct attempt *try, struct error *err)
{
    struct review_standing standing;
    struct assessment *a = stage_open(w->t);
    bool good = review_stand(w->t->review, a, &standing, err);
    const struct review_remark *k;
    for (size_t i = 0; good && (k = review_remark_at(&standing, try->page, i)) != NULL; i++) {
        const struct review_arguments given = {.remark = k->stored->id, .text = "回答"};
        if (k->answered)
            continue;
        good = stage_try(w->t, person_names[try->person], "answer", try->page, &given, err);
        w->answers += good;
    }
    review_standing_free(&standing);
    assessment_free(a);
    return good;
}

static bool try_really(struct walk *w, const struct attempt *try, struct error *err)
{
    const char *name = person_names[try->person], *word = try->action->is.word;
    if (model_is_edit(try))
        return stage_try_write(w->t, name, try->page, text_words[try->variant], err);
    if (strcmp(word, "answer") == 0)
        return answer_all(w, try, err);
    if (strcmp(word, "remark") == 0) {
        const struct review_arguments given = {.field = stage_field(try->page), .text = "指摘"};
        bool good = stage_try(w->t, name, word, try->page, &given, err);
        w->remarks += good;
        return good;
    }
    if (strcmp(word, "reassign") == 0) {
        const uint8_t *pair = reassignments[try->variant];
        const struct review_arguments given = {
            .person = person_names[pair[0]], .successor = person_names[pair[1]], .why = "異動"};
        return stage_try(w->t, name, word, PAGES, &given, err);
    }
    return stage_try(w->t, name, word, try->page, NULL, err);
}

static void compare(struct walk *w, const struct attempt *try, bool expected, bool done,
                    const struct error *err)
{
    const struct states *s = w->table->states;
    if (expected != done)
        fail_msg("step %zu: %s by %s on %d: %s expected. %s", w->done + w->refused,
                 try->action->is.word, person_names[try->person], try->page,
                 expected ? "done" : "refused", err->text);
    for (int page = 0; page <= PAGES; page++) {
        const char *should = s->states[model_state(w->table, &w->m, page)].is.word;
        if (strcmp(stage_state(w->t, page), should) != 0)
            fail_msg("step %zu: %s by %s: %d is %s, not %s", w->done + w->refused,
                     try->action->is.word, person_names[try->person], page, stage_state(w->t, page),
                     should);
    }
}

/* What the situation waits for; or the walk would remark and reassign for ever. */
static bool leads(const struct walk *w, const struct attempt *try)
{
    int state = model_state(w->table, &w->m, try->page);
    return states_next(w->table->states, state) == try->action ||
           (model_is_edit(try) && try->variant != BLANK && try->variant != WARNING);
}

/* Of what is allowed mostly what leads on; of what is refused mostly what a condition
 * refuses, as role and state alone are soon told. */
static bool is_telling(const struct walk *w, const struct attempt *try, bool wanted)
{
    int states[3];
    for (int page = 0; page < 3; page++)
        states[page] = model_state(w->table, &w->m, page);
    return wanted ? leads(w, try) : is_thinkable(w->table, states, try);
}

static void take_step(struct walk *w, const struct attempts *all)
{
    struct error err = {""};
    const struct attempt *try;
    struct model next;
    size_t tries = 0;
    bool expected, wanted = draw(w, 4) != 0, telling = draw(w, 3) != 0;
    do {
        try = &all->items[draw(w, (unsigned)all->count)];
        next = w->m;
        expected = !model_is_idle(&w->m, try) && model_do(w->table, &next, try);
    } while (model_is_idle(&w->m, try) || expected != wanted ||
             (telling && !is_telling(w, try, wanted) && tries++ < MOST_TRIES));
    bool done = try_really(w, try, &err);
    w->m = next;
    compare(w, try, expected, done, &err);
    w->done += done;
    w->refused += !done;
}

static void test_the_program_does_the_same(void **state)
{
    struct stage *t = *state;
    struct states *s;
    struct model_table table;
    struct attempts all;
    read_table(t, &s);
    model_read_table(&table, s);
    list_attempts(&table, TEXTS, &all);
    struct walk w = {.t = t, .table = &table, .seed = 20150401};
    model_start(&w.m);
    for (int i = 0; i < PERSONS; i++)
        stage_account(t, person_names[i]);
    int steps = choose_depth() < DEPTH ? STEPS / 20 : STEPS;
    for (int i = 0; i < steps; i++)
        take_step(&w, &all);
    /* No remark and no answer was lost on the way. */
    assert_int_equal(plain_number(t->files->file, "SELECT count(*) FROM review_remark"), w.remarks);
    assert_int_equal(plain_number(t->files->file, "SELECT count(*) FROM review_answer"), w.answers);
    print_message("%zu done, %zu refused, %lld remarks, %lld sign-offs\n", w.done, w.refused,
                  (long long)w.remarks,
                  (long long)plain_number(t->files->file, "SELECT count(*) FROM review_signature"));
    plain_assert_sound(t->files->file);
    states_free(s);
}

int main(void)
{
    /* Thousands of transactions: nobody's disk has to see them. */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
#define ROWS(name) cmocka_unit_test_setup_teardown(name, stage_make, stage_remove)
    const struct CMUnitTest tests[] = {
        ROWS(test_every_situation),
        ROWS(test_the_program_does_the_same),
    };
    return cmocka_run_group_tests_name("review: the table", tests, NULL, NULL);
}
