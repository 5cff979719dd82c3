/*
 * kusei-xmlsig: signatures, in a process of their own, so that the program that
 * people type into has neither OpenSSL nor a private key in its memory. It is run
 * by kusei and not by people:
 *
 *     kusei-xmlsig verify ROOTS CRL|- SECONDS       the moment since 1970
 *     kusei-xmlsig sign-key FILE.p12                the password comes by descriptor 3
 *     kusei-xmlsig sign-command CERTIFICATES PROGRAM [ARGUMENT...]
 *     kusei-xmlsig digest
 *
 * A document on standard input, an answer (answer.h) on standard output. Exit
 * status 0: there is an answer; 2: there is none.
 */
#include "config.h"

#include <errno.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "exchange/helper.h"
#include "exchange/intake.h"
#include "exchange/notice.h"
#include "exchange/parse.h"
#include "xmlsig/answer.h"
#include "xmlsig/digest.h"
#include "xmlsig/sign.h"
#include "xmlsig/signer.h"
#include "xmlsig/verify.h"

enum { MAX_SECONDS = 5, EXIT_NO_ANSWER = 2 };

/* A few bytes can cost libxml2 minutes. A file to be signed has been read under
 * limits by whoever runs this, and the one who signs may take their time. */
static void limit_myself(void)
{
    struct rlimit seconds = {MAX_SECONDS, MAX_SECONDS + 1};
    struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__)
    struct rlimit memory = {1024UL * 1024 * 1024, 1024UL * 1024 * 1024};
    setrlimit(RLIMIT_AS, &memory);
#endif
}

/* A private key does not get into a core dump. */
static void keep_out_of_cores(void)
{
    struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
}

static const char *code_of(const struct notice *n)
{
    if (n == NULL || n->kind == NOTICE_MEMORY)
        return "memory";
    return n->kind == NOTICE_DOCTYPE ? "doctype" : "not-xml";
}

/* The document on standard input; NULL after a refusal. */
static xmlDoc *read_document(struct answer *answer)
{
    struct notices found = NOTICES_INIT;
    struct intake in = {NULL, 0};
    struct error err;
    xmlDoc *doc = NULL;

    parse_refuse_loading();
    if (!intake_read("-", &in, &err) || !intake_check(&in, &err)) {
        answer_refuse(answer, "not-xml", err.text);
    } else {
        doc = parse_strict(in.bytes, in.size, &found);
        if (doc == NULL)
            answer_refuse(answer, code_of(found.count == 0 ? NULL : found.items), NULL);
    }
    notices_free(&found);
    intake_free(&in);
    return doc;
}

static void verify(char **arguments, struct answer *answer)
{
    const struct certificate_trust trust = {
        .roots = arguments[0],
        .crl = strcmp(arguments[1], "-") == 0 ? NULL : arguments[1],
        .at = (time_t)strtoll(arguments[2], NULL, 10),
    };
    xmlDoc *doc;

    limit_myself();
    doc = read_document(answer);
    if (doc != NULL)
        verify_document(doc, &trust, answer);
    xmlFreeDoc(doc);
}

static void digest(struct answer *answer)
{
    xmlDoc *doc;

    limit_myself();
    doc = read_document(answer);
    if (doc != NULL)
        digest_say_content(doc, answer);
    xmlFreeDoc(doc);
}

static void sign(const struct signer *signer, struct answer *answer)
{
    xmlDoc *doc = read_document(answer);

    if (doc != NULL)
        sign_document(doc, signer, answer);
    xmlFreeDoc(doc);
}

static bool read_password(char *out, size_t size)
{
    size_t length = 0;

    while (length < size - 1) {
        ssize_t got = read(HELPER_SECRET_FD, out + length, size - 1 - length);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        length += (size_t)got;
    }
    out[length] = '\0';
    close(HELPER_SECRET_FD);
    return strlen(out) == length;
}

static void sign_by_file(const char *path, struct answer *answer)
{
    struct signer signer = {.key = NULL};
    char password[HELPER_MAX_SECRET + 1];

    keep_out_of_cores();
    if (!read_password(password, sizeof password))
        answer_refuse(answer, "key-password", path);
    else if (signer_open_file(path, password, &signer, answer))
        sign(&signer, answer);
    explicit_bzero(password, sizeof password);
    signer_close(&signer);
}

static void sign_by_command(char **arguments, struct answer *answer)
{
    struct signer signer = {.key = NULL};

    if (signer_open_command(arguments[0], arguments + 1, &signer, answer))
        sign(&signer, answer);
    signer_close(&signer);
}

static bool run(int count, char **arguments, struct answer *answer)
{
    const char *name = count > 0 ? arguments[0] : "";

    if (strcmp(name, "verify") == 0 && count == 4)
        verify(arguments + 1, answer);
    else if (strcmp(name, "sign-key") == 0 && count == 2)
        sign_by_file(arguments[1], answer);
    else if (strcmp(name, "sign-command") == 0 && count >= 3)
        sign_by_command(arguments + 1, answer);
    else if (strcmp(name, "digest") == 0 && count == 1)
        digest(answer);
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    struct answer answer = ANSWER_INIT;
    int status = EXIT_NO_ANSWER;

    xmlInitParser();
    if (!verify_start())
        fputs("kusei-xmlsig: xmlsec1 cannot be started\n", stderr);
    else if (!run(argc - 1, argv + 1, &answer))
        fputs("kusei-xmlsig: this is run by kusei\n", stderr);
    else
        status = answer_print(&answer);
    answer_free(&answer);
    verify_finish();
    xmlCleanupParser();
    return status;
}
