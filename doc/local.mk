# Manual page, the map of the house, and the chapters of rules.
dist_man1_MANS = doc/kusei.1
EXTRA_DIST += doc/architecture.md doc/contradictions-2015.md

# The rules of each policy, as the program prints them: a chapter in each
# language. tests/corpus/test_manual.py fails where they are not up to date.
dist_doc_DATA = doc/rules-osaka-2015.ja.md doc/rules-osaka-2015.en.md

.PHONY: manual
manual: kusei$(EXEEXT) locale/ja/LC_MESSAGES/kusei.mo
	$(AM_V_GEN)for chapter in $(dist_doc_DATA); do \
	    name=`echo "$$chapter" | $(SED) 's,.*/rules-,,; s,\..*,,'`; \
	    lang=`echo "$$chapter" | $(SED) 's,\.md$$,,; s,.*\.,,'`; \
	    KUSEI_SHARE='$(abs_srcdir)' KUSEI_LANG=$$lang LC_ALL=C.UTF-8 \
	        TEXTDOMAINDIR='$(abs_builddir)/locale' \
	        ./kusei$(EXEEXT) check --explain --policy "$$name" >manual.tmp || exit 1; \
	    mv manual.tmp "$(srcdir)/$$chapter" || exit 1; \
	done
CLEANFILES += manual.tmp
