#include "config.h"

#include "xmlsig/digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "assessment/content.h"

bool digest_bytes(const char *bytes, size_t size, unsigned char out[DIGEST_SIZE])
{
    return EVP_Digest(bytes, size, out, NULL, EVP_sha256(), NULL) == 1;
}

bool digest_say_content(const xmlDoc *doc, struct answer *answer)
{
    unsigned char digest[DIGEST_SIZE];
    char text[2 * DIGEST_SIZE + 1];
    struct error err;
    size_t size;
    char *bytes = content_bytes(doc, &size, &err);
    bool ok = bytes != NULL && digest_bytes(bytes, size, digest);

    free(bytes);
    if (!ok)
        return answer_refuse(answer, "memory", NULL);
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    answer_say(answer, "content", text);
    return true;
}
