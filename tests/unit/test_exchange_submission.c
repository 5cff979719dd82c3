/*
 * exchange/submission, receipt, helper and assessment/content: what a file carries
 * to be handed in goes out and comes back, and stays out of the document and of
 * the digest; another program is fed and heard without a shell.
 */
#include "test_exchange_support.h"

#include <libxml/parser.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assessment/content.h"
#include "exchange/helper.h"
#include "exchange/receipt.h"
#include "exchange/refusal.h"
#include "exchange/writer.h"
#include "failing_malloc.h"

#define HASH  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER "f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct submission_signer signers[] = {
    {"審査 <花子>", "課長", "承認", HASH, "2026-04-01T09:30:12Z"},
    {"区長 \"太郎\"", "区長", "決裁", OTHER, "2026-04-02T09:30:12Z"},
};

static struct submission example(void)
{
    return (struct submission){
        .kind = "再提出",
        .receipt = "H27-0001 & 2",
        .signers = signers,
        .signer_count = 2,
        .trail_seq = 123456789012345678,
        .trail_hash = HASH,
    };
}

static char *write_submission(xmlDoc *doc, const struct submission *s, size_t *size)
{
    struct error err = {""};
    char *bytes = writer_submission_to_string(doc, s, size, &err);

    if (bytes == NULL)
        fail_msg("%s", err.text);
    return bytes;
}

static xmlDoc *read_example(const struct place *p)
{
    char *text = document("", ATTRIBUTES, PAGE_FIELDS);
    xmlDoc *doc = assert_text_good(p, text);

    free(text);
    return doc;
}

static void read_back(const struct place *p, const char *bytes, size_t size,
                      struct reader_result *out)
{
    struct error err = {""};

    if (!reader_read_bytes(p->catalogue, bytes, size, out, &err))
        fail_msg("%s", err.text);
    if (out->count > 0)
        fail_msg("%s", out->faults[0].message);
    assert_non_null(out->doc);
}

static void what_is_handed_in_goes_out_and_comes_back(void **state)
{
    const struct submission s = example();
    struct reader_result read;
    xmlDoc *doc = read_example(*state);
    size_t size;
    char *bytes = write_submission(doc, &s, &size);

    read_back(*state, bytes, size, &read);
    assert_false(read.is_signed);
    assert_true(read.submission.present);
    assert_string_equal(read.submission.is.kind, "再提出");
    assert_string_equal(read.submission.is.receipt, "H27-0001 & 2");
    assert_int_equal(read.submission.is.trail_seq, 123456789012345678);
    assert_string_equal(read.submission.is.trail_hash, HASH);
    assert_int_equal(read.submission.is.signer_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(read.submission.is.signers[i].name, signers[i].name);
        assert_string_equal(read.submission.is.signers[i].role, signers[i].role);
        assert_string_equal(read.submission.is.signers[i].meaning, signers[i].meaning);
        assert_string_equal(read.submission.is.signers[i].digest, signers[i].digest);
        assert_string_equal(read.submission.is.signers[i].at, signers[i].at);
    }
    /* It is not in the document: neither in the one that came in nor in the one that went out. */
    assert_null(content_find_submission(read.doc));
    assert_null(content_find_submission(doc));
    xmlFreeDoc(read.doc);
    reader_result_free(&read);
    free(bytes);
    xmlFreeDoc(doc);
}

static void a_plain_export_is_as_it_was(void **state)
{
    xmlDoc *doc = read_example(*state);
    struct error err;
    size_t with, without;
    char *one = write_submission(doc, NULL, &with), *other = writer_to_string(doc, &without, &err);

    assert_non_null(other);
    assert_int_equal(with, without);
    assert_memory_equal(one, other, with);
    free(one);
    free(other);
    xmlFreeDoc(doc);
}

static void a_signature_is_taken_out_and_told_of(void **state)
{
    static const char signature[] =
        "<d:Signature "
        "xmlns:d='http://www.w3.org/2000/09/xmldsig#'><d:SignedInfo/><x/></d:Signature>";
    struct reader_result read;
    xmlDoc *doc = read_example(*state);
    size_t size;
    char *bytes = write_submission(doc, NULL, &size), *end = strstr(bytes, "</report>");
    char *text = malloc(size + sizeof(signature));

    assert_non_null(end);
    sprintf(text, "%.*s%s%s", (int)(end - bytes), bytes, signature, end);
    read_back(*state, text, strlen(text), &read);
    assert_true(read.is_signed);
    assert_null(content_find_signature(read.doc));
    xmlFreeDoc(read.doc);
    reader_result_free(&read);

    /* Anywhere else it is what every other element of a namespace is. */
    sprintf(text, "%.*s%s%s", (int)(strstr(bytes, "<title") - bytes), bytes, signature,
            strstr(bytes, "<title"));
    struct error err;
    assert_true(
        reader_read_bytes(((struct place *)*state)->catalogue, text, strlen(text), &read, &err));
    assert_null(read.doc);
    assert_true(read.count > 0);
    reader_result_free(&read);
    free(text);
    free(bytes);
    xmlFreeDoc(doc);
}

static char *content_of(const xmlDoc *doc)
{
    struct error err;
    size_t size;
    char *bytes = content_bytes(doc, &size, &err);

    assert_non_null(bytes);
    assert_int_equal(strlen(bytes), size);
    return bytes;
}

static void handing_in_does_not_change_the_content(void **state)
{
    const struct submission s = example();
    xmlDoc *doc = read_example(*state), *handed_in;
    size_t size;
    char *bytes = write_submission(doc, &s, &size), *before = content_of(doc), *after;

    handed_in = xmlReadMemory(bytes, (int)size, NULL, NULL, 0); /* indented, too */
    after = content_of(handed_in);
    assert_string_equal(before, after);
    assert_null(strstr(before, "submission"));
    free(after);
    xmlSetProp(xmlDocGetRootElement(handed_in), (const xmlChar *)"ward-name", (const xmlChar *)"x");
    after = content_of(handed_in);
    assert_string_not_equal(before, after);
    free(after);
    free(before);
    free(bytes);
    xmlFreeDoc(handed_in);
    xmlFreeDoc(doc);
}

static void memory_that_runs_out_is_told(void **state)
{
    const struct submission s = example();
    xmlDoc *doc = read_example(*state);
    struct error err;
    size_t size;

    for (size_t n = 1;; n++) {
        failing_malloc_at(n);
        char *bytes = content_bytes(doc, &size, &err);
        if (!failing_malloc_off()) {
            free(bytes);
            break;
        }
        assert_null(bytes);
    }
    for (size_t n = 1;; n++) {
        xmlDoc *copy = xmlCopyDoc(doc, 1);
        struct submission_record record;
        assert_true(submission_put(copy, &s));
        failing_malloc_at(n);
        bool done = submission_take(copy, &record, &err);
        bool failed = failing_malloc_off();
        assert_true(done != failed);
        if (done)
            submission_record_free(&record);
        xmlFreeDoc(copy);
        if (!failed)
            break;
    }
    xmlFreeDoc(doc);
}

/* --- what stands against it --------------------------------------------------------- */

static void assert_code(const char *code, const char *expected)
{
    if (expected == NULL) {
        assert_null(code);
        return;
    }
    assert_non_null(code);
    assert_string_equal(code, expected);
    assert_non_null(refusal_find(code));
}

static void a_submission_says_what_it_must(void **state)
{
    struct submission_record r = {.is = example(), .present = true};
    struct submission_signer twice[2] = {signers[0], signers[1]};

    (void)state;
    assert_code(submission_check(&r, OTHER), NULL);
    assert_code(submission_check(&r, HASH), "signed-off-other");
    r.is.receipt = NULL;
    assert_code(submission_check(&r, OTHER), "receipt-missing");
    r.is.kind = "新規";
    assert_code(submission_check(&r, OTHER), NULL);
    r.is.receipt = "1";
    assert_code(submission_check(&r, OTHER), "receipt-unexpected");
    r.is.kind = "取下げ";
    assert_code(submission_check(&r, OTHER), NULL);
    twice[0].name = twice[1].name;
    r.is.signers = twice;
    assert_code(submission_check(&r, OTHER), "same-person");
    r.is.signer_count = 0;
    assert_code(submission_check(&r, OTHER), "no-submission");
    r.is.signer_count = 2;
    r.present = false;
    assert_code(submission_check(&r, OTHER), "no-submission");
}

static void every_refusal_has_a_sentence_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; refusal_at(i) != NULL; i++) {
        assert_ptr_equal(refusal_find(refusal_at(i)->code), refusal_at(i));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(refusal_at(i)->sentence, refusal_at(j)->sentence);
    }
    assert_null(refusal_find("no such code"));
}

/* --- receipts ----------------------------------------------------------------------- */

static bool read_receipt(struct place *p, const char *text, struct receipt *out)
{
    struct error err;
    char *path = place_file(p, "receipt", text, SIZE_MAX);
    bool good = receipt_read(path, out, &err);

    unlink(path);
    free(path);
    return good;
}

static void a_receipt_is_whole_or_none(void **state)
{
    static const char good[] =
        "# given by the city\r\nnumber  H27-0001 \r\n\nward 271276\nyear 2015\n"
        "trail-seq 120\ntrail-hash " HASH "\ncontent " OTHER "\nby somebody\n";
    static const char *const wrong[] = {
        "number 1\nward 271276\nyear 2015\ntrail-seq 120\ntrail-hash " HASH "\n",
        "number 1\nward 2\nyear 2\ntrail-seq -1\ntrail-hash " HASH "\ncontent " HASH "\n",
        "number 1\nward 2\nyear 2\ntrail-seq 1\ntrail-hash " HASH "0\ncontent " HASH "\n",
        "number \nward 2\nyear 2\ntrail-seq 1\ntrail-hash " HASH "\ncontent " HASH "\n",
        "number 1\nnumber 1\nward 2\nyear 2\ntrail-seq 1\ntrail-hash " HASH "\ncontent " HASH "\n",
        "number 1\nward 2\nyear 12345\ntrail-seq 1\ntrail-hash " HASH "\ncontent " HASH "\n",
        "number 1\nward 2\nyear 2\ntrail-seq 1234567890123456789\ntrail-hash " HASH
        "\ncontent " HASH "\n",
    };
    struct receipt r;

    assert_true(read_receipt(*state, good, &r));
    assert_string_equal(r.number, "H27-0001");
    assert_int_equal(r.year, 2015);
    assert_int_equal(r.trail_seq, 120);
    assert_string_equal(r.content, OTHER);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
        assert_false(read_receipt(*state, wrong[i], &r));
}

/* --- another program ---------------------------------------------------------------- */

static enum helper_end shell(const char *script, const char *input, size_t size, const char *secret,
                             int seconds, struct buffer *out, int *status)
{
    char sh[] = "sh", c[] = "-c", words[256];
    char *argv[] = {sh, c, words, NULL};
    struct helper h = {.argv = argv,
                       .input = input,
                       .input_size = size,
                       .secret = secret,
                       .secret_size = secret == NULL ? 0 : strlen(secret),
                       .seconds = seconds};
    struct error err;

    snprintf(words, sizeof(words), "%s", script);
    return helper_run(&h, out, status, &err);
}

static void assert_says(const char *script, const char *secret, int status, const char *expected)
{
    struct buffer out = BUFFER_INIT;
    int got = -1;

    assert_int_equal(shell(script, "in", 2, secret, 10, &out, &got), HELPER_DONE);
    assert_int_equal(got, status);
    assert_string_equal(out.data == NULL ? "" : out.data, expected);
    buffer_free(&out);
}

static void a_program_is_fed_and_heard(void **state)
{
    static char much[1 << 20];
    struct buffer out = BUFFER_INIT;
    int status;

    (void)state;
    memset(much, 'x', sizeof(much));
    assert_says("cat", NULL, 0, "in");
    assert_says("exit 7", NULL, 7, "");
    assert_says("cat <&3", "言葉", 0, "言葉");
    assert_says("cat <&3 2>/dev/null || echo closed", NULL, 0, "closed\n");
    /* More than a pipe holds, both ways; and a program that does not want it. */
    assert_int_equal(shell("cat", much, sizeof(much), NULL, 10, &out, &status), HELPER_DONE);
    assert_int_equal(out.size, sizeof(much));
    assert_memory_equal(out.data, much, sizeof(much));
    buffer_free(&out);
    assert_int_equal(shell("exec <&-; echo no", much, sizeof(much), NULL, 10, &out, &status),
                     HELPER_DONE);
    assert_string_equal(out.data, "no\n");
    buffer_free(&out);
}

static void a_program_that_goes_wrong_is_told(void **state)
{
    char none[] = "/nowhere/at-all";
    char *argv[] = {none, NULL};
    const struct helper missing = {.argv = argv};
    struct buffer out = BUFFER_INIT;
    struct error err = {""};
    int status;

    (void)state;
    assert_int_equal(helper_run(&missing, &out, &status, &err), HELPER_NOT_RUN);
    assert_non_null(strstr(err.text, "/nowhere/at-all cannot be run: No such file"));
    assert_int_equal(shell("exec sleep 100", "", 0, NULL, 1, &out, &status), HELPER_TOO_MUCH);
    assert_int_equal(shell("kill -XCPU $$", "", 0, NULL, 10, &out, &status), HELPER_TOO_MUCH);
    assert_int_equal(shell("kill -SEGV $$", "", 0, NULL, 10, &out, &status), HELPER_BROKE);
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_handed_in_goes_out_and_comes_back),
        cmocka_unit_test(a_plain_export_is_as_it_was),
        cmocka_unit_test(a_signature_is_taken_out_and_told_of),
        cmocka_unit_test(handing_in_does_not_change_the_content),
        cmocka_unit_test(memory_that_runs_out_is_told),
        cmocka_unit_test(a_submission_says_what_it_must),
        cmocka_unit_test(every_refusal_has_a_sentence_of_its_own),
        cmocka_unit_test(a_receipt_is_whole_or_none),
        cmocka_unit_test(a_program_is_fed_and_heard),
        cmocka_unit_test(a_program_that_goes_wrong_is_told),
    };

    return cmocka_run_group_tests(tests, place_setup, place_teardown);
}
