# Manual page, the map of the house, the manual and its chapters of rules.
dist_man1_MANS = doc/kusei.1
EXTRA_DIST += doc/architecture.md doc/contradictions-2015.md

# The rules of each policy, as the program prints them: a chapter in each
# language. tests/corpus/test_manual.py fails where they are not up to date.
rule_chapters = doc/rules-osaka-2015.ja.md doc/rules-osaka-2015.en.md \
	doc/rules-nagoya-2013.ja.md doc/rules-nagoya-2013.en.md

# The manual in each language. Its screens are captures of the program, taken by
# tests/terminal/manual.py; tests/corpus/test_screens.py fails where they are
# not what the program shows now.
manuals = doc/manual.ja.md doc/manual.en.md
# The review's table as a chapter; tests/corpus/test_states.py holds it to the table.
state_chapters = doc/states.ja.md doc/states.en.md
deployments = doc/deployment.ja.md doc/deployment.en.md
dist_doc_DATA = $(rule_chapters) $(state_chapters) $(manuals) $(deployments) doc/submission.ja.md \
	doc/tutorial.ja.md doc/tutorial.en.md \
	doc/sheet-strategy.png doc/sheet-initiative.png

.PHONY: manual manual-rules manual-states manual-screens
manual-states:
	$(AM_V_GEN)for chapter in $(state_chapters); do \
	    lang=`echo "$$chapter" | $(SED) 's,\.md$$,,; s,.*\.,,'`; \
	    $(PY_LOG_COMPILER) $(srcdir)/tests/corpus/states.py $$lang >manual.tmp || exit 1; \
	    mv manual.tmp "$(srcdir)/$$chapter" || exit 1; \
	done
manual: manual-rules manual-states $(manual_screens)
manual-rules: kusei$(EXEEXT) locale/ja/LC_MESSAGES/kusei.mo
	$(AM_V_GEN)for chapter in $(rule_chapters); do \
	    name=`echo "$$chapter" | $(SED) 's,.*/rules-,,; s,\..*,,'`; \
	    lang=`echo "$$chapter" | $(SED) 's,\.md$$,,; s,.*\.,,'`; \
	    KUSEI_SHARE='$(abs_srcdir)' KUSEI_LANG=$$lang LC_ALL=C.UTF-8 \
	        TEXTDOMAINDIR='$(abs_builddir)/locale' \
	        ./kusei$(EXEEXT) check --explain --policy "$$name" >manual.tmp || exit 1; \
	    mv manual.tmp "$(srcdir)/$$chapter" || exit 1; \
	done
CLEANFILES += manual.tmp

EXTRA_DIST += tests/terminal/manual.py tests/terminal/captures.py \
	tests/terminal/stage.py tests/terminal/stage.c
if HAVE_VTERM
manual_screens = manual-screens
check_DATA = tests/terminal/stage.so
endif
CLEANFILES += tests/terminal/stage.so

# The clock and the person that the captures are taken with: not a program but
# loaded into one.
tests/terminal/stage.so: tests/terminal/stage.c
	$(AM_V_CCLD)$(MKDIR_P) tests/terminal && \
	    $(CC) -std=c11 -D_GNU_SOURCE $(WARN_CFLAGS) $(CFLAGS) -fPIC -shared -o $@ \
	        $(srcdir)/tests/terminal/stage.c

manual-screens: kusei$(EXEEXT) tests/terminal/vscreen$(EXEEXT) tests/terminal/stage.so \
		locale/ja/LC_MESSAGES/kusei.mo
	$(AM_V_GEN)$(AM_TESTS_ENVIRONMENT) $(PY_LOG_COMPILER) $(srcdir)/tests/terminal/manual.py \
	    $(manuals:%=$(srcdir)/%)
