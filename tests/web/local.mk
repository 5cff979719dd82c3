# Web pages as browsers and validators see them: only in "make check-long", because the
# judges take long and come from npm. "make web-tools" gets them.
EXTRA_DIST += tests/web/htmlvalidate.json tests/web/judge.mjs tests/web/package.json \
	tests/web/test_web.py

web-tools:
	$(MKDIR_P) tests/web
	test $(srcdir) -ef . || cp $(srcdir)/tests/web/package.json tests/web/
	npm install --prefix tests/web --ignore-scripts --no-fund --no-audit --no-package-lock

check-long: check-long-web
check-long-web: kusei$(EXEEXT) kusei-print$(EXEEXT) $(noinst_DATA)
	$(AM_TESTS_ENVIRONMENT) $(PY_LOG_COMPILER) $(srcdir)/tests/web/test_web.py || test $$? = 77
.PHONY: web-tools check-long-web
