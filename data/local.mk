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
	data/kita-2015.xml \
	data/tsurumi-2015.xml
