# Signatures: a program of its own, run by kusei without a shell. It is the only
# one that knows OpenSSL.
helperdir = $(libexecdir)/kusei
helper_PROGRAMS = kusei-xmlsig
kusei_xmlsig_SOURCES = \
	src/xmlsig/answer.c src/xmlsig/answer.h \
	src/xmlsig/certificate.c src/xmlsig/certificate.h \
	src/xmlsig/digest.c src/xmlsig/digest.h \
	src/xmlsig/main.c \
	src/xmlsig/shape.c src/xmlsig/shape.h \
	src/xmlsig/sign.c src/xmlsig/sign.h \
	src/xmlsig/signer.c src/xmlsig/signer.h \
	src/xmlsig/verify.c src/xmlsig/verify.h
kusei_xmlsig_CFLAGS = $(AM_CFLAGS) $(XMLSEC_CFLAGS)
kusei_xmlsig_LDADD = libkusei.a $(XMLSEC_LIBS) $(OPENSSL_LIBS) $(XML_LIBS) $(UNISTRING_LIBS) $(LIBINTL)
