# usage: read_with_ncdump.sh FILE. Exit code 77 where ncdump is not installed.
set -eu
command -v ncdump > /dev/null || { echo "skipped: ncdump is not installed"; exit 77; }
text=$(ncdump -t -v country_name,global_migrant_stock,corridor_listed,time,irregular_detections "$1")
says() {
  case "$text" in *"$1"*) ;; *) printf 'ncdump does not print: %s\n%s\n' "$1" "$text"; exit 1 ;; esac
}
says 'realization = 7 ;'
says 'country_length = 3 ;'
says 'corridor_length = 7 ;'
says 'float corridor_stock_quantile(quantile, year, corridor) ;'
says 'char country(country, country_length) ;'
says 'string country_name(country) ;'
says 'global_arrivals:_FillValue = 9.96920996838687e+36 ;'
says ':filetype = "peregrine-ensemble" ;'
says ':seed = 18446744073709551615ULL ;'
says '"Côte d'
says 'corridor_listed = 1, 1, 0, 1 ;'
says 'float irregular_detections(realization, time, route) ;'
says 'byte campaign_active(realization, time, front) ;'
says '"2025-12-01"'
says ':simulate_seconds = 1.5 ;'
# Values are a thousand times the variable's place in the schema, and 0.25 more from each to the next.
for name in global_migrant_stock irregular_detections; do
  printf '%s\n' "$text" | grep -A1 "^ $name =" | grep -qE '([1-9][0-9]*)000, \1000.25,' ||
    { echo "ncdump does not print the first values of $name"; exit 1; }
done
case "$text" in *'group:'*) echo "there is a group"; exit 1 ;; esac
# By these netCDF rounds again on reading, and integers to nothing (findings/).
case "$text" in *_Quantize*) echo "netCDF takes statistics for its own"; exit 1 ;; esac
# A dimension that a dataset lacks would show up under an invented name.
case "$text" in *phony_dim*) echo "a dimension is not attached"; exit 1 ;; esac
