# Tests: the sample assessments, the policy and the official layout, judged by programs that are not
# ours (Python's lxml, jing, xmllint). Exit status 77: a tool is missing, skipped.
corpus_tests = \
	tests/corpus/test_backup.py \
	tests/corpus/test_cells.py \
	tests/corpus/test_figures.py \
	tests/corpus/test_form_check.py \
	tests/corpus/test_layout.py \
	tests/corpus/test_policy.py \
	tests/corpus/test_rules.py \
	tests/corpus/test_check.py \
	tests/corpus/test_check_reasons.py \
	tests/corpus/test_compare.py \
	tests/corpus/test_search.py \
	tests/corpus/test_machine_table.py \
	tests/corpus/test_manual.py \
	tests/corpus/test_nagoya.py \
	tests/corpus/test_print.py \
	tests/corpus/test_print_tables.py \
	tests/corpus/test_print_text.py \
	tests/corpus/test_publish.py \
	tests/corpus/test_rollover.py \
	tests/corpus/test_screens.py \
	tests/corpus/test_season.py \
	tests/corpus/test_sheet.py \
	tests/corpus/test_sign.py \
	tests/corpus/test_states.py \
	tests/corpus/test_submission.py \
	tests/corpus/test_trail.py \
	tests/corpus/test_tsv.py \
	tests/corpus/test_tutorial.py
TESTS += $(corpus_tests)
EXTRA_DIST += $(corpus_tests) \
	tests/corpus/corpus.py \
	tests/corpus/edits.py \
	tests/corpus/machine_table.py \
	tests/corpus/pki.py \
	tests/corpus/printing.py \
	tests/corpus/season.py \
	tests/corpus/judge_site.mjs \
	tests/corpus/judge_site.py \
	tests/corpus/season_figures.py \
	tests/corpus/small_policy.py \
	tests/corpus/spreadsheet.py \
	tests/corpus/states.py \
	tests/corpus/figures/kita-2015.tsv \
	tests/corpus/figures/tsurumi-2015.tsv \
	tests/corpus/nakamura-2014-invented.xml \
	tests/corpus/plan-nagoya-2013.json \
	tests/corpus/policy-osaka-2015.json \
	tests/corpus/printed/kita-2015.txt \
	tests/corpus/printed/tsurumi-2015.txt \
	tests/corpus/sheets/kita-2015.json \
	tests/corpus/sheets/tsurumi-2015.json

# Three years of the season, where "make check" has one.
check-long: check-long-season
check-long-season: kusei$(EXEEXT) kusei-xmlsig$(EXEEXT)
	$(AM_TESTS_ENVIRONMENT) SEASON_YEARS=3 $(PY_LOG_COMPILER) $(srcdir)/tests/corpus/test_season.py
.PHONY: check-long-season

# A published site before judges that are not Debian's, or take long.
check-long: check-long-site
check-long-site: kusei$(EXEEXT) $(noinst_DATA)
	$(AM_TESTS_ENVIRONMENT) $(PY_LOG_COMPILER) $(srcdir)/tests/corpus/judge_site.py
.PHONY: check-long-site
