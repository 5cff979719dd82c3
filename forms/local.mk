# Installed as they stand, below $(pkgdatadir).
nobase_dist_pkgdata_DATA = \
	forms/README \
	forms/nagoya-2013/form.xml \
	forms/nagoya-2013/policy.xml \
	forms/nagoya-2013/blank.xml \
	forms/nagoya-2013/prototypes.xml \
	forms/nagoya-2013/layout.xsd \
	forms/nagoya-2013/rules.sch \
	forms/nagoya-2013/sheet.xml \
	forms/nagoya-2013/last-year.xml \
	forms/nagoya-2013/cases.xml \
	forms/osaka-2015/form.xml \
	forms/osaka-2015/policy.xml \
	forms/osaka-2015/blank.xml \
	forms/osaka-2015/prototypes.xml \
	forms/osaka-2015/layout.xsd \
	forms/osaka-2015/rules.sch \
	forms/osaka-2015/comparison.xml \
	forms/osaka-2015/sheet.xml \
	forms/osaka-2015/last-year.xml \
	forms/osaka-2015/cases.xml
