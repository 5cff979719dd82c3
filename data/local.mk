# Installed as they stand, below $(pkgdatadir).
nobase_dist_pkgdata_DATA += \
	data/README \
	data/wards.tsv \
	data/home-city \
	data/ward-certificates.tsv \
	data/eras.tsv \
	data/passwords.txt \
	data/states.tsv \
	data/site.css \
	data/form-template/form.xml \
	data/form-template/blank.xml \
	data/form-template/prototypes.xml \
	data/form-template/layout.xsd \
	data/form-template/rules.sch \
	data/form-template/cases.xml \
	data/form-template/sheet.xml \
	data/kita-2015.xml \
	data/tsurumi-2015.xml
