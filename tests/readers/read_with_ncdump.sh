# usage: read_with_ncdump.sh FILE. Exit code 77 where ncdump is not installed.
set -eu
command -v ncdump > /dev/null || { echo "skipped: ncdump is not installed"; exit 77; }
text=$(ncdump -t -v country_name,global_migrant_stock,corridor_listed,time,irregular_detections "$1")
says() {
  case "$text" in *"$1"*) ;; *) printf 'ncdump does not print: %s\n%s\n' "$1" "$text"; exit 1 ;; esac
}
says 'realization = 7 ;'
says 'code_length = 3 ;'
says 'float corridor_stock_quantile(quantile, year, corridor) ;'
says 'char country_iso3(country, code_length) ;'
says 'global_arrivals:_FillValue = 9.96920996838687e+36 ;'
says ':filetype = "peregrine-ensemble" ;'
says ':seed = 18446744073709551615ULL ;'
says 'C\303\264te d'
says 'corridor_listed = 1, 1, 0, 1 ;'
says '13000, 13000.25, 13000.5, 13000.75, 13001, 13001.25'
says 'float irregular_detections(realization, time, route) ;'
says 'byte campaign_active(realization, time, front) ;'
says '"2025-12-01"'
says '70000, 70000.25,'
says 'group: runtime {'
# A dimension that a dataset lacks would show up under an invented name.
case "$text" in *phony_dim*) echo "a dimension is not attached"; exit 1 ;; esac
