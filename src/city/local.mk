# The city's side: what the wards hand in is received, and answered.
libkusei_a_SOURCES += \
	src/city/answer.c src/city/answer.h \
	src/city/decide.c src/city/decide.h \
	src/city/receive.c src/city/receive.h
# And how the wards compare.
libkusei_a_SOURCES += src/city/indicators.c src/city/indicators.h src/city/private.h
libkusei_a_SOURCES += src/city/bar.c src/city/bar.h
libkusei_a_SOURCES += src/city/figures.c
libkusei_a_SOURCES += src/city/comparing.c src/city/comparing.h
libkusei_a_SOURCES += src/city/folder.c src/city/folder.h
libkusei_a_SOURCES += src/city/publish.c src/city/publish.h
libkusei_a_SOURCES += src/city/page.c src/city/page.h
libkusei_a_SOURCES += src/city/chart.c src/city/chart.h
libkusei_a_SOURCES += src/city/site.c src/city/site.h
libkusei_a_SOURCES += src/city/chart_small.c
libkusei_a_SOURCES += src/city/site_index.c
libkusei_a_SOURCES += src/city/site_indicator.c
libkusei_a_SOURCES += src/city/site_figures.c
libkusei_a_SOURCES += src/city/site_years.c
libkusei_a_SOURCES += src/city/site_ward.c
libkusei_a_SOURCES += src/city/site_learn.c
libkusei_a_SOURCES += src/city/site_rules.c
libkusei_a_SOURCES += src/city/site_data.c
