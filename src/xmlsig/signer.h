/*
 * Whoever holds the key: a PKCS#12 file, or a command that signs with a key that
 * never leaves its card or box. Either way a certificate, and signatures by its
 * key over SHA-256.
 */
#ifndef KUSEI_XMLSIG_SIGNER_H
#define KUSEI_XMLSIG_SIGNER_H

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"
#include "xmlsig/answer.h"

struct signer {
    STACK_OF(X509) * certificates; /* the signer's own first, its issuers behind it */
    EVP_PKEY *key;                 /* of a file */
    char *const *command;          /* else the program and its arguments, ended by NULL */
};

/* Opens a PKCS#12 file. The password is NUL-terminated. */
bool signer_open_file(const char *path, const char *password, struct signer *out,
                      struct answer *answer);

/* Takes the certificates of a file, and a command that signs. */
bool signer_open_command(const char *certificates, char *const *command, struct signer *out,
                         struct answer *answer);
void signer_close(struct signer *s);

/* The signature over bytes as XML-DSig has it (for ECDSA the two numbers side by
 * side), put at the end of out. */
bool signer_sign(const struct signer *s, const char *bytes, size_t size, struct buffer *out,
                 struct answer *answer);

#endif
