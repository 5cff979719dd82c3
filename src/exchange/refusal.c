#include "exchange/refusal.h"

#include <string.h>

#include "text/i18n.h"

static const struct refusal refusals[] = {
    {"memory", N_("Out of memory. Close other programs and try again."), true, false},
    {"not-xml", N_("It is no whole XML file. Get the file again, byte for byte as it was signed."),
     false, false},
    {"doctype",
     N_("It has a document type declaration, which no official file has. Ask the ward for the file "
        "as it was signed."),
     false, false},
    {"too-much",
     N_("It takes too much time or memory to read. It is no official file; look where it comes "
        "from."),
     false, false},
    {"comment",
     N_("It holds a comment or an instruction, which a signature does not cover. Ask the ward for "
        "the file as it was signed."),
     false, false},
    {"wrapped",
     N_("Parts of a signature stand outside of the signature. The file was made to deceive, or "
        "damaged; ask the ward."),
     false, false},
    {"several-signatures",
     N_("It bears more than one signature. Ask the ward for the file as it was signed."), false,
     false},
    {"unsigned", N_("It bears no signature. Sign it with \"kusei sign\"."), false, false},
    {"signature-place",
     N_("The signature does not stand at the end of the assessment. The file was made to deceive, "
        "or damaged; ask the ward."),
     false, false},
    {"signature-form",
     N_("The signature has parts that do not belong into it. Have the ward sign the file again "
        "with \"kusei sign\"."),
     false, false},
    {"signature-empty", N_("The signature is empty. Have the ward sign the file again."), false,
     false},
    {"object",
     N_("The signature carries a document of its own. The file was made to deceive, or damaged; "
        "ask the ward."),
     false, false},
    {"canonicalization",
     N_("The signature is over another canonical form than Exclusive XML Canonicalization. Have "
        "the ward sign the file again with \"kusei sign\"."),
     false, false},
    {"signature-algorithm",
     N_("The signature is not made with RSA or ECDSA and SHA-256 as its certificate says. Have the "
        "ward sign the file again with \"kusei sign\"."),
     false, false},
    {"references",
     N_("The signature does not have just one reference. The file was made to deceive, or damaged; "
        "ask the ward."),
     false, false},
    {"reference-uri",
     N_("The signature is not over the whole file, but over another or a part. The file was made "
        "to deceive, or damaged; ask the ward."),
     false, false},
    {"transforms",
     N_("The signature changes the file before it looks at it, in a way that is not allowed. The "
        "file was made to deceive; ask the ward."),
     false, false},
    {"digest-algorithm",
     N_("The signature digests the file with another method than SHA-256. Have the ward sign the "
        "file again with \"kusei sign\"."),
     false, false},
    {"key-value",
     N_("The signature brings a key by itself instead of a certificate alone; such a key proves "
        "nothing. Have the ward sign the file again with \"kusei sign\"."),
     false, false},
    {"certificate",
     N_("The signature holds no certificate that can be read. Have the ward sign the file again."),
     false, false},
    {"key-kind",
     N_("The key of the certificate is neither RSA nor on one of the curves P-256, P-384 and "
        "P-521. Have another certificate made."),
     false, false},
    {"key-short",
     N_("The key of the certificate is too short: RSA needs 2048 bits, a curve 256. Have another "
        "certificate made."),
     false, false},
    {"key-usage",
     N_("The certificate is not one for signing. Use the office’s certificate for signatures."),
     false, false},
    {"expired",
     N_("The certificate has run out. Have it renewed and sign again; a file that was signed in "
        "time is looked at with --at."),
     false, false},
    {"not-yet",
     N_("The certificate does not hold yet. Look at the clock of this machine, or wait for its "
        "day."),
     false, false},
    {"revoked",
     N_("The certificate has been revoked. Ask the ward, and have it sign with a new one."), false,
     false},
    {"crl-missing",
     N_("The revocation lists have none of the certificate’s issuer. Get that list for --crl."),
     false, false},
    {"crl-old", N_("The revocation list of the issuer is out of date. Get the new one for --crl."),
     false, false},
    {"untrusted",
     N_("The certificate does not come from an authority that is trusted here. The file is not the "
        "ward’s, or the authority is missing in --trust."),
     false, false},
    {"chain", N_("The certificate’s authorities do not hold. Ask whoever issued it."), false,
     false},
    {"changed",
     N_("The file was changed after it was signed. Ask the ward for the file as it was signed."),
     false, false},
    {"signature",
     N_("The signature was not made with the key of its certificate. Ask the ward for the file as "
        "it was signed."),
     false, false},
    {"layout",
     N_("What was signed is not in the official layout. Have the ward export it again, sign it and "
        "submit it."),
     false, false},
    {"form-unknown",
     N_("It is in a form or a version of one that is not installed here. Install that form, or "
        "have the ward bring its program up to date and submit again."),
     false, false},
    {"no-submission",
     N_("It is an assessment that nobody has handed in: the element submission is missing. Export "
        "it as a submission."),
     false, false},
    {"ward-unlisted",
     N_("No certificate of this ward is on the list. Put it there once the ward has confirmed it "
        "(--ward-certs)."),
     false, false},
    {"ward-certificate",
     N_("The certificate is not that of the ward whose assessment this is. Ask that ward; where it "
        "has a new certificate, put that on the list."),
     false, false},
    {"receipt-missing",
     N_("It is submitted again or withdrawn, and has no number of the first receipt. Have the ward "
        "put it in."),
     false, false},
    {"receipt-unexpected",
     N_("It is submitted for the first time and has the number of an earlier receipt. Have the "
        "ward correct the kind of submission."),
     false, false},
    {"signed-off-other",
     N_("What was signed off is not what was handed in. Have it signed off again."), false, false},
    {"same-person",
     N_("Who signed off has also approved. Another person has to do one of the two."), false,
     false},
    {"errors",
     N_("The rules find errors in it. \"kusei check\" shows them; correct them and submit again."),
     false, false},
    {"receipt-other",
     N_("The receipt is of another ward or year. Give the one of this assessment."), false, false},
    {"receipt-number",
     N_("It names another first receipt than the one that is there. Have the ward correct the "
        "number."),
     false, false},
    {"trail-behind",
     N_("Its trail ends before that of the receipt: rows are missing at the end, or it is an old "
        "copy. Ask the ward to run \"kusei trail verify\"."),
     false, false},
    {"trail-differs",
     N_("Its trail has another hash than the receipt for the same row. Ask the ward to run \"kusei "
        "trail verify\"."),
     false, false},
    {"identical",
     N_("Nothing has changed since it was submitted before. Change what was remarked on, and "
        "submit again."),
     false, false},
    {"older",
     N_("It is older than what was received before. Nothing is to be done where the newer one is "
        "meant to stand; else have the ward submit again."),
     false, true},
    {"received-already",
     N_("It is submitted for the first time, and one was received before. Have the ward read in "
        "the receipt for that, and submit it again under its number."),
     false, true},
    {"receipt-unknown",
     N_("The first receipt that it names was never given for this ward and year. Have the ward "
        "correct the number, or send what was to be received first."),
     false, true},
    {"nothing-to-withdraw",
     N_("It takes back what is not here: nothing of this ward and year was received, or it was "
        "taken back before. Ask the ward what it means."),
     false, true},
    {"trust-file", N_("This file has no certificate that can be read. Give one in PEM."), true,
     false},
    {"crl-file", N_("This file has no revocation list that can be read. Give one in PEM or DER."),
     true, false},
    {"signed-already", N_("It bears a signature already. Export it again to sign it anew."), true,
     false},
    {"key-file",
     N_("This is no PKCS#12 file with a key and its certificate. Give the file that the authority "
        "made (.p12, .pfx)."),
     true, false},
    {"key-password", N_("The password of the key is wrong. Try again."), true, false},
    {"key-old",
     N_("The key is locked in a way that is no longer safe. Write it anew with \"openssl "
        "pkcs12\"."),
     true, false},
    {"key-other",
     N_("What was signed does not fit the certificate. Give the certificate that belongs to the "
        "key."),
     true, false},
    {"command", N_("The command that signs has failed. Try it by itself."), true, false},
    {"command-answer",
     N_("The command that signs gave something that is no signature of the certificate’s kind. "
        "Look at what it is to give (kusei(1))."),
     true, false},
};

enum { REFUSALS = sizeof(refusals) / sizeof(*refusals) };

const struct refusal *refusal_find(const char *code)
{
    for (size_t i = 0; i < REFUSALS; i++) {
        if (strcmp(refusals[i].code, code) == 0)
            return &refusals[i];
    }
    return NULL;
}

const struct refusal *refusal_at(size_t index)
{
    return index < REFUSALS ? &refusals[index] : NULL;
}
