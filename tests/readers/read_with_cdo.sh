# usage: read_with_cdo.sh FILE. Exit code 77 where CDO is not installed.
set -eu
command -v cdo > /dev/null || { echo "skipped: cdo is not installed"; exit 77; }
names=$(cdo -s showname "$1")
for name in global_migrant_stock corridor_stock_quantile immigrant_stock_quantile population_mean; do
  case " $names " in *" $name "*) ;; *) echo "cdo does not show $name: $names"; exit 1 ;; esac
done
cdo -s sinfon "$1"
# A thousand times the variable's place in the schema, and 0.25 * (0 ... 41) on average.
sum=$(cdo -s outputf,%.10g,1 -selname,global_migrant_stock "$1" |
  awk '{ s += $1 } END { printf "%.3f", s / NR % 1000 }')
[ "$sum" = 5.125 ] || { echo "cdo reads a mean of $sum past the thousand, not 5.125"; exit 1; }
# CDO wants time first: it has the monthly means over all draws with their dates, not the draws.
mean=$(cdo -s outputf,%.10g,1 -selname,irregular_detections_mean -seldate,2024-03-01 "$1" |
  awk 'NR == 1 { print $1 % 1000 }')
[ "$mean" = 25 ] || { echo "cdo reads $mean past the thousand of March 2024, not 25"; exit 1; }
