#include "config.h"

#include "command/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "review/password.h"
#include "text/buffer.h"
#include "text/i18n.h"

enum { KEY_BREAK = 0x03 }; /* ^C, as the terminal sends no signal meanwhile */

static bool refuse_answer(struct error *err, int number)
{
    return error_set(err, _("No answer could be read (%s). Nothing was changed."),
                     number == 0 ? _("it ended before") : strerror(number));
}

/* A byte at a time: what stands behind the line is the next one's. */
static bool read_line(int fd, char out[ASK_SIZE], struct error *err)
{
    size_t size = 0;
    char byte;
    for (;;) {
        ssize_t got = read(fd, &byte, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || (got == 0 && size == 0))
            return refuse_answer(err, got < 0 ? errno : 0);
        if (got == 0 || byte == '\n' || byte == '\r')
            break;
        if (byte == KEY_BREAK || byte == '\0')
            return refuse_answer(err, ECANCELED);
        if (size == ASK_SIZE - 1)
            return refuse_answer(err, EMSGSIZE);
        out[size++] = byte;
    }
    out[size] = '\0';
    return true;
}

static bool ask_terminal(const char *question, bool echo, char out[ASK_SIZE], struct error *err)
{
    struct termios before, now;
    int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0 || tcgetattr(tty, &before) != 0) {
        if (tty >= 0)
            close(tty);
        return error_set(err,
                         _("There is no terminal to ask for a name or a password. Work at one, "
                           "or give them with --as and --password-fd."));
    }
    /* The keys that end or stop a program would leave the terminal without echo. */
    sigset_t held, signals;
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGTSTP);
    sigprocmask(SIG_BLOCK, &held, &signals);
    now = before;
    now.c_lflag &= ~(tcflag_t)ISIG;
    now.c_lflag |= ICANON;
    now.c_cc[VEOL] = KEY_BREAK; /* which ends the line, so that it is seen */
    if (!echo)
        now.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    bool good = tcsetattr(tty, TCSAFLUSH, &now) == 0 || refuse_answer(err, errno);
    dprintf(tty, "%s", question);
    good = good && read_line(tty, out, err);
    if (!echo || !good)
        dprintf(tty, "\n");
    tcsetattr(tty, TCSAFLUSH, &before);
    sigprocmask(SIG_SETMASK, &signals, NULL);
    close(tty);
    return good;
}

bool ask_password(const struct context *c, const char *question, char out[ASK_SIZE],
                  struct error *err)
{
    bool good = c->password_fd > 0 ? read_line(c->password_fd, out, err)
                                   : ask_terminal(question, false, out, err);
    if (!good)
        password_wipe(out, ASK_SIZE);
    return good;
}

/* False: there was no answer. */
static bool ask_twice(const struct context *c, const char *question, char out[ASK_SIZE], bool *same,
                      struct error *err)
{
    char again[ASK_SIZE] = "";
    *same = true;
    if (!ask_password(c, question, out, err))
        return false;
    if (c->password_fd > 0)
        return true;
    bool good = ask_terminal(_("The same again: "), false, again, err);
    *same = good && strcmp(out, again) == 0;
    password_wipe(again, sizeof again);
    if (!*same)
        password_wipe(out, ASK_SIZE);
    return good;
}

static bool refuse_differing(struct error *err)
{
    return error_set(err, _("The two passwords were not the same. Nothing was changed."));
}

bool ask_new_password(const struct context *c, const char *question, char out[ASK_SIZE],
                      struct error *err)
{
    bool same;
    return ask_twice(c, question, out, &same, err) && (same || refuse_differing(err));
}

bool ask_line(const char *question, char out[ASK_SIZE], struct error *err)
{
    return ask_terminal(question, true, out, err);
}

/* --- who is at work ----------------------------------------------------------------- */

static bool sign_in(struct context *c, struct error *err)
{
    char name[ASK_SIZE] = "", password[ASK_SIZE] = "";
    if (c->as != NULL)
        snprintf(name, sizeof name, "%s", c->as);
    else if (c->password_fd > 0)
        return error_set(err, _("--password-fd needs --as NAME."));
    else if (!ask_line(_("Name: "), name, err))
        return false;
    bool good = ask_password(c, _("Password: "), password, err) &&
                accounts_sign_in(c->store, name, password, &c->person, err);
    password_wipe(password, sizeof password);
    return good;
}

char *ask_block_list(void)
{
    struct buffer path = BUFFER_INIT;
    buffer_append_format(&path, "%s/data/passwords.txt", context_share());
    return buffer_take(&path);
}

static bool set_password(struct context *c, const char *name, const char *password,
                         struct error *err)
{
    char *blocked = ask_block_list();
    bool good = blocked != NULL
                    ? accounts_set_password(c->store, &c->person, name, password, blocked, err)
                    : error_set_memory(err);
    free(blocked);
    return good;
}

bool ask_to_set_password(struct context *c, const char *name, struct error *err)
{
    char password[ASK_SIZE] = "";
    bool good = ask_new_password(c, _("New password: "), password, err) &&
                set_password(c, name, password, err);
    password_wipe(password, sizeof password);
    return good;
}

/* Until one is taken; what cannot be asked for again ends it. */
static bool choose_own(struct context *c)
{
    struct error err;
    char password[ASK_SIZE] = "";
    bool same, answered = true, done = false;
    fprintf(stderr, "kusei: %s\n",
            _("An administrator set this password. Choose one that only you know."));
    while (answered && !done) {
        answered = ask_twice(c, _("New password: "), password, &same, &err);
        done = answered &&
               (same ? set_password(c, c->person.name, password, &err) : refuse_differing(&err));
        password_wipe(password, sizeof password);
        if (!done)
            context_fail(&err);
        answered = answered && c->password_fd <= 0;
    }
    return done;
}

bool ask_who_first(struct context *c, bool own)
{
    struct error err;
    bool exist;
    if (c->person.signed_in)
        return true;
    if (!accounts_exist(c->store, &exist, &err) || (exist && !sign_in(c, &err))) {
        context_fail(&err);
        return false;
    }
    if (!exist && c->captive) {
        error_set(&err, _("There is no account yet. Ask the administrator to make one for you."));
        context_fail(&err);
        return false;
    }
    return !own || !c->person.first_password || choose_own(c);
}

bool ask_who(struct context *c)
{
    struct error err;
    if (!ask_who_first(c, false))
        return false;
    if (accounts_has_own_password(&c->person, &err))
        return true;
    context_fail(&err);
    return false;
}
