/* Signing off, and taking a sign-off back. What is signed is what was shown, to its end. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "review/accounts.h"
#include "review/signing.h"
#include "session/standing.h"
#include "store/names.h"
#include "terminal/pick.h"
#include "terminal/prompt.h"
#include "terminal/reassigning.h"
#include "terminal/secret.h"
#include "terminal/signing_paper.h"
#include "terminal/small.h"
#include "text/i18n.h"
#include "text/when.h"
#include "text/width.h"

enum {
    MARGIN = 1,
    GROUP = 8, /* of the digest, to know it by */
};

#define SIGN_OFF "sign-off"
#define WITHDRAW "withdraw"
#define REASSIGN "reassign"

struct signing {
    struct screen screen;
    struct review_signing what;
    bool read;          /* there is something in it */
    const char *broken; /* why the signature that stood does no longer; NULL: nothing such */
    struct paper *paper;
    struct pick pick; /* its line in hand is the first one shown */
    size_t lines;     /* of the paper */
    size_t seen;      /* of them, that were painted, from the first on */

    const char *action; /* that the password is asked for; NULL: it is not */
    char asked[65];     /* the digest of what was shown then */
    struct secret secret;
    struct prompt *reason;           /* that is typed; NULL: none is */
    char *why;                       /* it, once it was */
    struct reassigning *reassigning; /* NULL: nothing is asked for it */
};

static void drop_question(struct signing *v)
{
    secret_wipe(&v->secret);
    prompt_free(v->reason);
    free(v->why);
    v->reason = NULL;
    v->why = NULL;
    v->action = NULL;
}

static void signing_close(struct screen *s)
{
    struct signing *v = (struct signing *)s;

    drop_question(v);
    reassigning_free(v->reassigning);
    paper_free(v->paper);
    review_signing_free(&v->what);
    free(v);
}

static struct screen *signing_open(struct app *app, struct error *err)
{
    struct signing *v = screen_new(&signing_screen, sizeof(*v), err);

    (void)app;
    if (!v) {
        return NULL;
    }
    v->paper = paper_new();
    if (!v->paper) {
        signing_close(&v->screen);
        error_set_memory(err);
        return NULL;
    }
    return &v->screen;
}

/* --- taking it in -------------------------------------------------------------------- */

static int rows_shown(const struct app *app)
{
    int rows = screen_bottom(app) - SCREEN_TOP;

    return rows > 0 ? rows : 1;
}

static void say_broken(struct app *app, const char *why)
{
    app_say(app, "! %s", why);
    app->message.style = DRAW_ERROR;
}

/* A signature that no longer holds is brought to its end, with a row in the trail; what is
 * shown is read after that. */
static bool read_signing(struct app *app, struct signing *v, struct error *err)
{
    const struct assessment *open = session_assessment(app->session);
    struct review *r = app_review(app, err);
    const struct review_actor actor = app_actor(app);
    const char *code = assessment_ward_code(open);
    int year = assessment_year(open);
    const char *why = NULL;
    bool holds;

    if (!r || !review_signing(r, &actor, code, year, &v->what, err) ||
        !review_signature_holds(r, v->what.a, &holds, &why, err)) {
        return false;
    }
    if (why) {
        v->broken = why;
        say_broken(app, why);
        review_signing_free(&v->what);
        return review_signing(r, &actor, code, year, &v->what, err);
    }
    return true;
}

/* What is signed is what was shown before the password was asked for. */
static void check_asked(struct app *app, struct signing *v)
{
    if (v->action && strcmp(v->asked, v->what.digest) != 0) {
        drop_question(v);
        app_say(
            app, "%s",
            _("The document is no longer the one that was shown. Nothing was signed; look at it "
              "again."));
    }
}

static bool signing_update(struct app *app, struct screen *s, struct error *err)
{
    struct signing *v = (struct signing *)s;
    bool stood;

    review_signing_free(&v->what);
    paper_clear(v->paper);
    v->seen = 0;
    v->read = session_stand_anew(app->session, &stood, err) && read_signing(app, v, err) &&
              signing_paper_write(app, &v->what, v->broken, v->paper, err);
    v->lines = paper_lay_out(v->paper, app->canvas.cols - 2 * small_margin(&app->canvas, MARGIN));
    size_t rows = (size_t)rows_shown(app);
    pick_resize(&v->pick, v->lines > rows ? v->lines - rows + 1 : 1);
    check_asked(app, v);
    return v->read;
}

/* --- doing it ------------------------------------------------------------------------ */

static bool perform(struct app *app, const struct signing *v, const char *action, int64_t signed_in,
                    struct error *err)
{
    struct review_actor actor = app_actor(app);
    const struct review_target target = {.ward_code = assessment_ward_code(v->what.a),
                                         .year = assessment_year(v->what.a)};
    const struct review_arguments arguments = {
        .why = v->why, .digest = v->what.digest, .shown = v->what.shown};

    actor.signed_in = signed_in;
    return review_perform(app->review, &actor, action, &target, &arguments, err);
}

/* Whether the role may, in this state. Where not, it is refused without asking for a
 * password. */
static bool is_offered(const struct app *app, const struct signing *v, const char *word)
{
    const struct review_actor actor = app_actor(app);
    const struct states_action *action = states_find_action(review_states(app->review), word);

    return action && review_offers(app->review, &actor, &v->what.standing, action, (size_t)-1);
}

static struct reply refuse(struct app *app, const struct signing *v, const char *action)
{
    struct error err = {""};

    if (!perform(app, v, action, 0, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

static struct reply begin(struct app *app, struct signing *v, const char *action)
{
    if (!v->read) {
        return reply_redo(REDO_NOTHING);
    }
    if (!is_offered(app, v, action)) {
        return refuse(app, v, action);
    }
    if (strcmp(action, SIGN_OFF) == 0 && v->seen < v->lines) {
        char sentence[256];
        keymap_sentence(sentence, sizeof(sentence), _("Not all of this has been shown yet. %s: on"),
                        PLACE_SIGNING, ACTION_SCREEN_DOWN, ACTION_NONE, ACTION_NONE);
        app_say(app, "%s", sentence);
        return reply_redo(REDO_BARS);
    }
    if (strcmp(action, WITHDRAW) == 0) {
        v->reason = prompt_new(_("Why it is withdrawn:"), "");
    }
    v->action = action;
    memcpy(v->asked, v->what.digest, sizeof(v->asked));
    return reply_redo(REDO_BARS);
}

static struct reply begin_reassigning(struct app *app, struct signing *v)
{
    struct error err;

    if (!v->read) {
        return reply_redo(REDO_NOTHING);
    }
    if (!is_offered(app, v, REASSIGN)) {
        return refuse(app, v, REASSIGN);
    }
    v->reassigning = reassigning_begin();
    if (!v->reassigning) {
        error_set_memory(&err);
        app_say_error(app, &err);
    }
    return reply_redo(REDO_BARS);
}

/* What was recorded, as it stands in the store now. */
static void say_recorded(struct app *app, const struct signing *v, bool signed_off)
{
    const struct store_review *stored = &v->what.standing.stored;

    if (!signed_off) {
        app_say(app, "%s",
                _("The sign-off was withdrawn. It stays in the trail, with the reason."));
    } else if (stored->signature_count > 0) {
        const struct store_signature *s = &stored->signatures[stored->signature_count - 1];
        char at[WHEN_SIZE], digest[GROUP + 1];
        when_local(s->at, at);
        snprintf(digest, sizeof(digest), "%s", s->digest);
        app_say(app, _("Signed off: %s, %s. SHA-256 %s.. was recorded with the statement."),
                store_person(app->store, s->who), at, digest);
    }
}

static struct reply finish(struct app *app, struct signing *v)
{
    const struct review_actor actor = app_actor(app);
    struct accounts_person person;
    struct error err = {""};
    bool signed_off = strcmp(v->action, SIGN_OFF) == 0;
    bool right = accounts_sign_in(app->store, actor.name, v->secret.text, &person, &err) &&
                 accounts_has_own_password(&person, &err);

    secret_wipe(&v->secret);
    if (!right) { /* the question stays */
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    bool good = perform(app, v, v->action, (int64_t)time(NULL), &err);
    struct error later = {""};
    drop_question(v);
    v->broken = good && signed_off ? NULL : v->broken; /* another one stands now */
    if (signing_update(app, &v->screen, &later) && good) {
        say_recorded(app, v, signed_off);
    } else {
        app_say_error(app, good ? &later : &err);
    }
    v->pick.current = 0;
    return reply_redo(REDO_ALL);
}

/* --- typing -------------------------------------------------------------------------- */

static struct reply end_reason(struct app *app, struct signing *v)
{
    const char *text = prompt_text(v->reason);

    if (text[strspn(text, " ")] == '\0') {
        app_say(app, "%s", _("This needs a reason. Say why; it stays in the trail."));
        return reply_redo(REDO_BARS);
    }
    v->why = strdup(text);
    if (!v->why) {
        struct error err;
        error_set_memory(&err);
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    prompt_free(v->reason);
    v->reason = NULL;
    return reply_redo(REDO_BARS);
}

static struct reply type(struct app *app, struct signing *v, const struct event *event)
{
    bool key = event->kind == EVENT_ACTION;

    if (key && (event->action == ACTION_CANCEL || event->action == ACTION_LEAVE)) {
        drop_question(v);
        app_say(app, "%s", _("Nothing was done."));
        return reply_redo(REDO_BARS);
    }
    if (key && event->action == ACTION_OPEN) {
        return v->reason ? end_reason(app, v) : finish(app, v);
    }
    if (v->reason) {
        prompt_handle(v->reason, app, event);
    } else {
        secret_handle(&v->secret, event);
    }
    return reply_redo(REDO_BARS);
}

/* What was said at its end outlives the reading anew. */
static struct reply reassign(struct app *app, struct signing *v, const struct event *event)
{
    struct error err = {""};

    if (reassigning_handle(v->reassigning, app, event)) {
        return reply_redo(REDO_BARS);
    }
    reassigning_free(v->reassigning);
    v->reassigning = NULL;
    if (!signing_update(app, &v->screen, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

static struct reply signing_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct signing *v = (struct signing *)s;

    if (v->reassigning && (event->kind == EVENT_ACTION || event->kind == EVENT_TEXT)) {
        return reassign(app, v, event);
    }
    if (v->action && (event->kind == EVENT_ACTION || event->kind == EVENT_TEXT)) {
        return type(app, v, event);
    }
    if (pick_move(&v->pick, event->action, rows_shown(app))) {
        return reply_redo(REDO_BODY | REDO_BARS);
    }
    switch (event->action) {
    case ACTION_SIGN:
        return begin(app, v, SIGN_OFF);
    case ACTION_WITHDRAW:
        return begin(app, v, WITHDRAW);
    case ACTION_REASSIGN:
        return begin_reassigning(app, v);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(REDO_NOTHING);
    }
}

/* --- drawing ------------------------------------------------------------------------- */

static void show_secret(const struct app *app, const struct signing *v, char *out, size_t size)
{
    secret_show(&v->secret,
                small_is_narrow(&app->canvas) ? _("Password") : _("Your password once more:"), out,
                size);
}

static void signing_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct signing *v = (struct signing *)s;
    size_t end = v->pick.current + (size_t)rows_shown(app);

    if (redo & REDO_BODY) {
        paper_draw(v->paper, &app->canvas, v->pick.current, SCREEN_TOP, screen_bottom(app),
                   small_margin(&app->canvas, MARGIN));
        v->seen = v->pick.current <= v->seen && end > v->seen ? end : v->seen;
    }
    if (v->action && !v->reason) { /* behind what is typed, as with any other line */
        char shown[256];
        show_secret(app, v, shown, sizeof(shown));
        move(screen_message_row(&app->canvas), 1 + width_of_text(shown, strlen(shown)));
    } else {
        move(SCREEN_TOP, 0);
    }
}

static void signing_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Sign-off"));
}

static void signing_status(struct app *app, struct screen *s, struct message *out)
{
    const struct signing *v = (const struct signing *)s;

    if (v->action) {
        show_secret(app, v, out->text, sizeof(out->text));
        out->style = DRAW_BOLD;
    } else if (v->broken) {
        snprintf(out->text, sizeof(out->text), "! %s", v->broken);
        out->style = DRAW_ERROR;
    } else if (v->read && is_offered(app, v, SIGN_OFF)) {
        bool all = v->seen >= v->lines;
        keymap_sentence(out->text, sizeof(out->text),
                        all ? _("%s: sign off, with your password") : _("%s: on"), PLACE_SIGNING,
                        all ? ACTION_SIGN : ACTION_SCREEN_DOWN, ACTION_NONE, ACTION_NONE);
    }
}

static const struct prompt *signing_prompt(const struct screen *s)
{
    const struct signing *v = (const struct signing *)s;

    return v->reassigning ? reassigning_prompt(v->reassigning) : v->reason;
}

const struct screen_class signing_screen = {
    .kind = SCREEN_SIGNING,
    .open = signing_open,
    .close = signing_close,
    .update = signing_update,
    .handle = signing_handle,
    .draw = signing_draw,
    .title = signing_title,
    .status = signing_status,
    .prompt = signing_prompt,
};
