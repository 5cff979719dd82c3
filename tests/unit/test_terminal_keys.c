/* The table of keys, and the file that changes it. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "terminal/input.h"
#include "terminal/keymap_file.h"

static char path[] = "/tmp/kusei-test-keys-XXXXXX";

static int start(void **state)
{
    (void)state;
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int fd = mkstemp(path);
    keymap_reset();
    return fd < 0 ? -1 : close(fd);
}

static int finish(void **state)
{
    (void)state;
    keymap_reset();
    return unlink(path);
}

static bool read_text(const char *text, struct error *err)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return keymap_file_read(path, true, err);
}

static void accept(const char *text)
{
    struct error err = {""};

    if (!read_text(text, &err)) {
        fail_msg("refused: %s", err.text);
    }
}

/* The line's number and a word of the sentence are in it, and nothing has changed. */
static void refuse(const char *text, int line, const char *word)
{
    struct error err = {""};
    char where[128];

    snprintf(where, sizeof(where), "%s:%d: ", path, line);
    assert_false(read_text(text, &err));
    if (!strstr(err.text, where) || !strstr(err.text, word)) {
        fail_msg("\"%s\" has no \"%s\" and \"%s\"", err.text, where, word);
    }
    assert_int_equal(keymap_find(PLACE_PAGE, INPUT_F1 + 8), ACTION_SAVE);
}

static bool has_other_key(const int *keys)
{
    for (size_t k = 0; k < KEYMAP_KEYS && keys[k]; k++) {
        int plain = keys[k] & ~(INPUT_SHIFT | INPUT_ALT | INPUT_CONTROL);
        if (plain < INPUT_F1 || plain > INPUT_F12) {
            return true;
        }
    }
    return false;
}

/* Whoever has no function keys can do everything; whoever writes a keymap file can
 * name everything. */
static void every_action_has_a_double_and_a_name(void **state)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        const char *name = keymap_file_action(entries[i].action);
        if (!name) {
            fail_msg("action %d of \"%s\" has no name", (int)entries[i].action, entries[i].help);
        }
        if (!has_other_key(entries[i].keys)) {
            fail_msg("%s has function keys only", name);
        }
        for (unsigned p = 0; p < KEYMAP_PLACES; p++) {
            if ((entries[i].places & (1U << p)) && !keymap_file_place(1U << p)) {
                fail_msg("place %u has no name", p);
            }
        }
    }
}

static void one_key_means_one_thing(void **state)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (unsigned p = 0; p < KEYMAP_PLACES; p++) {
            for (size_t k = 0; k < KEYMAP_KEYS && (entries[i].places & (1U << p)); k++) {
                int key = entries[i].keys[k];
                char called[64];
                keymap_key_plain_name(key, called, sizeof(called));
                if (key != 0 && keymap_find(1U << p, key) != entries[i].action) {
                    fail_msg("%s of %s.%s means %s", called, keymap_file_place(1U << p),
                             keymap_file_action(entries[i].action),
                             keymap_file_action(keymap_find(1U << p, key)));
                }
            }
        }
    }
}

/* What `kusei keys` prints can be read back, and says the same again. */
static void written_and_read_back(void **state)
{
    struct buffer first = BUFFER_INIT;
    struct buffer second = BUFFER_INIT;

    (void)state;
    assert_true(keymap_file_write(&first));
    accept(first.data);
    assert_true(keymap_file_write(&second));
    assert_string_equal(first.data, second.data);
    buffer_free(&first);
    buffer_free(&second);
}

static void changed_keys_count(void **state)
{
    char key[32];

    (void)state;
    accept("# mine\n\n  save =  Ctrl-\\  alt-up \nlist.new = + F9\n");
    assert_int_equal(keymap_find(PLACE_PAGE, 0x1C), ACTION_SAVE);
    assert_int_equal(keymap_find(PLACE_OUTLINE, INPUT_ALT | INPUT_UP), ACTION_SAVE);
    assert_int_equal(keymap_find(PLACE_PAGE, INPUT_F1 + 8), ACTION_NONE);
    assert_int_equal(keymap_find(PLACE_LIST, '+'), ACTION_NEW);
    assert_int_equal(keymap_find(PLACE_LIST, 'n'), ACTION_NONE);
    keymap_action_key(PLACE_LIST, ACTION_NEW, key, sizeof(key));
    assert_string_equal(key, "+");
    keymap_action_key(PLACE_PAGE, ACTION_SAVE, key, sizeof(key));
    assert_string_equal(key, "Ctrl-\\");
}

/* Two actions can change places. */
static void swapped(void **state)
{
    (void)state;
    keymap_reset();
    assert_int_equal(keymap_find(PLACE_PAGE, INPUT_F1 + 9), ACTION_LEAVE);
    assert_int_equal(keymap_find(PLACE_PAGE, INPUT_F1 + 8), ACTION_SAVE);
    accept("save = F10 Ctrl-Q\nleave = F9 Ctrl-S\n");
    assert_int_equal(keymap_find(PLACE_PAGE, INPUT_F1 + 9), ACTION_SAVE);
    assert_int_equal(keymap_find(PLACE_PAGE, INPUT_F1 + 8), ACTION_LEAVE);
    keymap_reset();
    assert_int_equal(keymap_find(PLACE_PAGE, INPUT_F1 + 9), ACTION_LEAVE);
}

static void names_are_those_of_the_help(void **state)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < KEYMAP_KEYS && entries[i].keys[k]; k++) {
            char called[64];
            char line[128];
            keymap_key_name(entries[i].keys[k], called, sizeof(called));
            snprintf(line, sizeof(line), "why.reason = %s\n", called);
            struct error err = {""};
            if (!read_text(line, &err) && !strstr(err.text, "mean both")) {
                fail_msg("%s: %s", called, err.text);
            }
            keymap_reset();
        }
    }
}

static void refused_with_file_and_line(void **state)
{
    (void)state;
    refuse("\nsaev = F9\n", 2, "\"saev\"");
    refuse("hall.save = F9\n", 1, "\"hall.save\"");
    refuse("save = F13\n", 1, "\"F13\"");
    refuse("save = Ctrl-M\n", 1, "Ctrl-M");
    refuse("save = Ctrl-5\n", 1, "Ctrl-5");
    refuse("save = Alt-1\n", 1, "Alt-1");
    refuse("save F9\n", 1, "save = F9");
    refuse("save =\n", 1, "at least one");
    refuse("save = F9 F8 F7 F6\n", 1, "F6");
    refuse("save = s\n", 1, "s is text");
    refuse("save = F9\nhelp = F5\nwhy = F7\n", 3, "F7");
    refuse("save = F1\n", 1, "outline.help and outline.save");
    refuse("list.help = F10\n", 1, "list.");
}

static void missing_file(void **state)
{
    struct error err = {""};

    (void)state;
    assert_true(keymap_file_read("/nonexistent/keys", false, &err));
    assert_false(keymap_file_read("/nonexistent/keys", true, &err));
    assert_non_null(strstr(err.text, "/nonexistent/keys"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_action_has_a_double_and_a_name),
        TEST(one_key_means_one_thing),
        TEST(written_and_read_back),
        TEST(changed_keys_count),
        TEST(swapped),
        TEST(names_are_those_of_the_help),
        TEST(refused_with_file_and_line),
        TEST(missing_file),
    };

    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
