// Words for people about what schema.h says to programs.
#include <fmt/format.h>

#include "host/store/batches.h"
#include "host/store/schema.h"
#include "host/store/schema_rows.h"

namespace peregrine {
namespace {

std::string dimension_names(const VariableSchema& variable) {
  std::string names;
  for (const Dimension dimension : variable.dimensions) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", dimension_name(dimension));
  }
  return names;
}

std::string_view missing_words(Missing missing) {
  switch (missing) {
    case Missing::never:
      return "";
    case Missing::first_year:
      return " Missing in the first year.";
    case Missing::unknown_origin:
      return " Missing for the unknown origin.";
  }
  return "";
}

std::string dimensions_table() {
  std::string quantiles;
  for (const double level : quantile_levels) {
    quantiles += fmt::format("{}{}", quantiles.empty() ? "" : ", ", level);
  }
  return fmt::format(
      "| dimension | extent |\n|---|---|\n"
      "| realization | draws written one by one: the first `--keep` of all draws, at least one |\n"
      "| year | the baseline year 2020 and every year to the last one forecast |\n"
      "| quantile | {}: {} |\n"
      "| corridor | ordered pairs of countries: those of the baseline table and those that may "
      "open |\n"
      "| country | countries and areas, and last the unknown origin, `OOO` |\n"
      "| bloc | {} emission blocs |\n"
      "| batch | batches of draws: {}, or as many as there are draws |\n"
      "| time | months from January 2020 to December of the last year |\n"
      "| route | groups of borders, as they are reported |\n"
      "| border | stretches of frontier that people try to cross irregularly |\n"
      "| front | an actor and a border on which it may steer people; the last stands for the rest "
      "of the world |\n"
      "| route_corridor | a border and a group of nationals |\n"
      "| kept_corridor | corridors whose single draws are kept; not there where there are none |\n"
      "| month_ahead | months whose entries are kept by nationality, in single draws; not there "
      "where the run ends before them |\n"
      "| NAME_length | characters of the longest string of the variable NAME, of type code |\n",
      quantile_levels.size(), quantiles, ensemble_blocs.size(), most_batches);
}

std::string variables_table() {
  std::string table = "| variable | type | unit | meaning |\n|---|---|---|---|\n";
  for (const VariableSchema& variable : ensemble_schema()) {
    table += fmt::format("| `{}({})` | {} | {} | {}{} |\n", variable.name,
                         dimension_names(variable), element_type_name(variable.type),
                         variable.units, variable.description, missing_words(variable.missing));
  }
  return table;
}

constexpr std::string_view root_attributes =
    "| root attribute | meaning |\n|---|---|\n"
    "| `Conventions` | `CF-1.10` |\n"
    "| `title` | one line for people |\n"
    "| `filetype` | `peregrine-ensemble` |\n"
    "| `format_version` | of this page; a reader refuses a newer one |\n"
    "| `model_version` | changes when the bits of a draw do |\n"
    "| `scenario` | its name |\n"
    "| `scenario_toml` | its whole text, every key resolved: enough to run it again |\n"
    "| `inputs_sha256` | hash of the input tables |\n"
    "| `known_to` | to when figures reach that the run repeats or is led to, in a line; from "
    "version 3 "
    "on |\n"
    "| `vintages` | publisher, edition and dates of each input table, a line each; from version 3 "
    "on |\n"
    "| `own_months` | of a run with months of the user's own: border, first and last month, a line "
    "for each border; else not there |\n"
    "| `seed` | unsigned 64-bit key of every random stream |\n"
    "| `draws` | all realizations, written one by one or not |\n"
    "| `git_revision`, `build` | of the program |\n"
    "| `machine` | ranks, devices, SLURM job |\n"
    "| `history` | time and command line |\n"
    "| `simulate_seconds` | how long the draws took |\n"
    "| `quantile_seconds` | how long the rows of this file and its statistics took |\n"
    "| `checkpoint_store_seconds`, `checkpoint_write_seconds` | of rank 0's checkpoints: while it "
    "simulated nothing, and beside the simulation |\n"
    "| `content_sha256` | hash of the contents, see below |\n"
    "| `complete` | 1 in every file that has its final name |\n";

}  // namespace

std::string formats_markdown() {
  return fmt::format(
      "`filetype` {}, `format_version` {}. NetCDF-4 with CF-1.10 attributes inside HDF5 (1.8 or "
      "newer reads it).\n\n{}\n{}\n{}\n"
      "A `code` (ASCII) and a `name` (UTF-8) are stored as characters padded with NUL along a "
      "dimension of their own; a `text` is UTF-8, stored as a string (NC_STRING). A missing number "
      "is {:.17g} "
      "(`_FillValue`). Quantiles of corridors keep {} bits of the mantissa, their errors {}, since "
      "the "
      "histograms behind them resolve no more than 1 %; single draws of places by year and of "
      "months ahead keep {} (0.012 %). Their attribute `significant_bits` says so. All other "
      "values of realizations are not rounded. Chunks are compressed (shuffle, deflate: Adler-32 "
      "guards them), those "
      "of coordinates and of files of `run --compression none` carry a Fletcher-32 checksum. "
      "Streamed variables, those with the dimension realization, are chunked by {} draws, and "
      "those with the dimension time by twelve months; of countries, kept corridors and groups of "
      "nationals a chunk has one year or month. A file of a world without irregular "
      "corridors lacks the dimensions time, route, border, front and route_corridor, and all "
      "variables from `time` on.\n",
      ensemble_filetype, ensemble_format_version, root_attributes, dimensions_table(),
      variables_table(), fill_float64, quantile_bits, error_bits, draw_bits, rows_per_chunk);
}

}  // namespace peregrine
