#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <stdexcept>

#include "host/store/content_hash.h"
#include "host/store/ensemble_reader.h"
#include "host/store/ensemble_writer.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using sample::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(EnsembleFile, gives_back_every_value_written) {
  const TemporaryFolder folder;
  const EnsembleHeader header = sample::header();
  sample::write_file(folder.file("e.h5"), header);
  const EnsembleReader reader(folder.file("e.h5"));
  int compared = 0;
  for (const VariableSchema& variable : ensemble_schema()) {
    if (!sample::is_result(variable)) continue;
    const std::vector<double> expected = sample::values(variable, reader.extents());
    const std::vector<double> found = reader.read(variable.name);
    ASSERT_EQ(found.size(), expected.size()) << variable.name;
    for (std::size_t index = 0; index < found.size(); ++index) {
      if (expected[index] == fill_float64) {
        EXPECT_TRUE(std::isnan(found[index])) << variable.name << " " << index;
      } else if (variable.significant_bits < float_significant_bits) {
        // Rounded to nearest: half a unit of the last bit kept.
        EXPECT_NEAR(found[index], expected[index],
                    std::ldexp(expected[index], -variable.significant_bits - 1))
            << variable.name << " " << index;
      } else {
        EXPECT_EQ(found[index], expected[index]) << variable.name << " " << index;
      }
    }
    ++compared;
  }
  EXPECT_EQ(compared, 92);
}

TEST(EnsembleFile, gives_back_its_header) {
  const TemporaryFolder folder;
  const EnsembleHeader header = sample::header();
  sample::write_file(folder.file("e.h5"), header);
  const EnsembleReader reader(folder.file("e.h5"));
  const EnsembleHeader& found = reader.header();
  EXPECT_EQ(found.kept, header.kept);
  EXPECT_EQ(found.years, header.years);
  EXPECT_EQ(found.country_iso3, header.country_iso3);
  EXPECT_EQ(found.country_name, header.country_name);
  EXPECT_EQ(found.corridor_origin, header.corridor_origin);
  EXPECT_EQ(found.corridor_destination, header.corridor_destination);
  EXPECT_EQ(found.corridor_listed, header.corridor_listed);
  EXPECT_EQ(found.routes, header.routes);
  EXPECT_EQ(found.seed, header.seed);
  EXPECT_EQ(found.draws, header.draws);
  EXPECT_EQ(found.scenario_toml, header.scenario_toml);
  EXPECT_EQ(found.machine, header.machine);
  EXPECT_TRUE(reader.complete());
  EXPECT_EQ(reader.runtime().at("simulate_seconds"), 1.5);
  EXPECT_EQ(reader.country_index("MEX"), 2);
  EXPECT_EQ(reader.country_index("XXX"), -1);
  EXPECT_EQ(reader.corridor_index("CIV", "IND"), 2);
  EXPECT_EQ(reader.corridor_index("IND", "CIV"), -1);
  EXPECT_EQ(reader.attributes().front(),
            std::pair(std::string("Conventions"), std::string("CF-1.10")));
}

TEST(EnsembleFile, of_a_world_without_irregular_corridors_lacks_their_variables) {
  const TemporaryFolder folder;
  EnsembleHeader header = sample::header();
  header.routes = {};
  EXPECT_EQ(sample::write_file(folder.file("e.h5"), header),
            "239417d589eb4210919bbb0de9b23c72ce291e70e92fd343692cfce7fda68b62");
  const EnsembleReader reader(folder.file("e.h5"));
  EXPECT_TRUE(reader.header().routes.empty());
  EXPECT_EQ(reader.extent(Dimension::time), 0);
  EXPECT_FALSE(is_stored(variable_schema("irregular_detections"), reader.extents()));
  EXPECT_TRUE(verify_file(folder.file("e.h5")).passed());
  EnsembleWriter writer(folder.file("f.h5"), header);
  const std::vector<float> none;
  EXPECT_THROW(writer.write("irregular_entries_mean", std::span<const float>(none)),
               std::out_of_range);
}

TEST(EnsembleFile, may_have_borders_without_fronts) {
  const TemporaryFolder folder;
  EnsembleHeader header = sample::header();
  header.routes.front_code.clear();
  header.routes.front_name.clear();
  header.routes.front_border.clear();
  sample::write_file(folder.file("e.h5"), header);
  const EnsembleReader reader(folder.file("e.h5"));
  EXPECT_EQ(reader.header().routes, header.routes);
  EXPECT_TRUE(is_stored(variable_schema("irregular_attempts"), reader.extents()));
  EXPECT_FALSE(is_stored(variable_schema("campaign_active"), reader.extents()));
}

TEST(EnsembleFile, counts_months_from_january_2020_through_leap_years) {
  // Days from 2020-01-01, counted by hand: 2020 and 2024 have 366.
  const std::vector<std::int32_t> days = first_days_of_months({2020, 2021, 2022, 2023, 2024});
  ASSERT_EQ(days.size(), 60U);
  EXPECT_EQ(days[0], 0);
  EXPECT_EQ(days[2], 31 + 29);
  EXPECT_EQ(days[12], 366);
  EXPECT_EQ(days[50], 366 + 3 * 365 + 31 + 29);
}

TEST(EnsembleFile, refuses_names_of_routes_that_do_not_go_together) {
  const TemporaryFolder folder;
  const auto refused = [&folder](const std::function<void(RouteNames&)>& change) {
    EnsembleHeader header = sample::header();
    change(header.routes);
    EXPECT_THROW(EnsembleWriter(folder.file("e.h5"), header), std::invalid_argument);
  };
  refused([](RouteNames& names) { names.border_route.back() = 2; });
  refused([](RouteNames& names) { names.border_route.back() = -1; });
  refused([](RouteNames& names) { names.front_border.back() = -2; });
  refused([](RouteNames& names) { names.border_code[1] = names.border_code[0]; });
  refused([](RouteNames& names) { names.route_name.pop_back(); });
  refused([](RouteNames& names) { names.route_code.clear(); });
  refused([](RouteNames& names) { names.border_target.pop_back(); });
  refused([](RouteNames& names) { names.border_first_entry.clear(); });
  refused([](RouteNames& names) { names.border_code[1] = "größe"; });
  refused([](RouteNames& names) { names.route_corridor_nationality[0] = "CÔT"; });
  refused([](RouteNames& names) { names.front_name[0] = std::string(65, 'x'); });
}

TEST(EnsembleFile, gives_back_a_slab) {
  const TemporaryFolder folder;
  sample::write_file(folder.file("e.h5"), sample::header());
  const EnsembleReader reader(folder.file("e.h5"));
  const std::vector<double> all = reader.read("corridor_stock_quantile");
  const std::vector<double> slab = reader.read("corridor_stock_quantile", {{5, 1, 2}, {1, 2, 1}});
  EXPECT_THAT(slab, ElementsAre(all[(5 * 6 + 1) * 4 + 2], all[(5 * 6 + 2) * 4 + 2]));
  EXPECT_THROW(reader.read("corridor_stock_quantile", {{5, 1, 2}, {1, 6, 1}}),
               std::invalid_argument);
  EXPECT_THROW(reader.read("no_such_variable"), std::out_of_range);
}

TEST(EnsembleFile, keeps_rows_beyond_one_chunk_in_place) {
  const TemporaryFolder folder;
  const EnsembleHeader header = sample::header(2 * rows_per_chunk + 5);
  sample::write_file(folder.file("e.h5"), header);
  const EnsembleReader reader(folder.file("e.h5"));
  EXPECT_EQ(reader.read("global_migrant_stock"),
            sample::values(variable_schema("global_migrant_stock"), reader.extents()));
  EXPECT_TRUE(verify_file(folder.file("e.h5")).passed());
}

TEST(EnsembleFile, is_there_only_when_finished) {
  const TemporaryFolder folder;
  {
    EnsembleWriter writer(folder.file("e.h5"), sample::header());
    EXPECT_THAT(folder.contents(), ElementsAre(HasSubstr("e.h5.partial-")));
    sample::write_results(writer, extents_of(sample::header()));
  }
  EXPECT_THAT(folder.contents(), IsEmpty());
  sample::write_file(folder.file("e.h5"), sample::header());
  EXPECT_THAT(folder.contents(), ElementsAre("e.h5"));
}

TEST(EnsembleFile, replaces_an_older_one_only_when_finished) {
  const TemporaryFolder folder;
  const std::string hash = sample::write_file(folder.file("e.h5"), sample::header());
  { const EnsembleWriter writer(folder.file("e.h5"), sample::header(9)); }
  EXPECT_EQ(verify_file(folder.file("e.h5")).computed_hash, hash);
  EXPECT_NE(sample::write_file(folder.file("e.h5"), sample::header(9)), hash);
  EXPECT_EQ(EnsembleReader(folder.file("e.h5")).header().kept, 9);
}

TEST(EnsembleFile, is_not_finished_while_rows_are_missing) {
  const TemporaryFolder folder;
  const EnsembleHeader header = sample::header();
  EnsembleWriter writer(folder.file("e.h5"), header);
  const std::vector<double> rows(static_cast<std::size_t>(header.kept) * header.years.size());
  writer.write_rows("global_migrant_stock", 1, header.kept - 1, rows.data());
  try {
    writer.finish();
    FAIL() << "finished without its values";
  } catch (const std::logic_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("global_migrant_stock,"));
    EXPECT_THAT(error.what(), HasSubstr("population_mean"));
  }
}

TEST(EnsembleFile, refuses_rows_and_sizes_that_do_not_fit) {
  const TemporaryFolder folder;
  EnsembleWriter writer(folder.file("e.h5"), sample::header());
  const std::vector<double> some(1000);
  EXPECT_THROW(writer.write_rows("global_migrant_stock", 6, 2, some.data()), std::invalid_argument);
  EXPECT_THROW(writer.write_rows("global_migrant_stock", -1, 2, some.data()),
               std::invalid_argument);
  EXPECT_THROW(writer.write_rows("corridor_stock_mean", 0, 1, some.data()), std::invalid_argument);
  EXPECT_THROW(writer.write("corridor_stock_mean", std::span<const double>(some)),
               std::invalid_argument);
  EXPECT_THROW(writer.write("no_such_variable", std::span<const double>(some)), std::out_of_range);
  EnsembleHeader header = sample::header();
  header.corridor_origin.front() = 5;
  EXPECT_THROW(EnsembleWriter(folder.file("f.h5"), header), std::invalid_argument);
}

TEST(EnsembleFile, size_is_known_beforehand) {
  const TemporaryFolder folder;
  for (const std::int64_t kept : {1, 1000, 40'000}) {
    EnsembleHeader header = sample::header(kept, 31);
    if (kept > 1000) header.routes = {};  // months of so many would take a gigabyte
    sample::write_file(folder.file("e.h5"), header, Compression::none);
    const double bytes = static_cast<double>(std::filesystem::file_size(folder.file("e.h5")));
    EXPECT_LT(bytes, estimated_file_bytes(header));
    EXPECT_GT(bytes, 0.5 * estimated_file_bytes(header)) << kept;
  }
}

TEST(ContentHash, does_not_depend_on_how_chunks_are_stored) {
  const TemporaryFolder folder;
  const EnsembleHeader header = sample::header(1500);
  const std::string plain = sample::write_file(folder.file("p.h5"), header, Compression::none);
  const std::string packed = sample::write_file(folder.file("c.h5"), header, Compression::deflate);
  EXPECT_EQ(plain, packed);
  EXPECT_LT(std::filesystem::file_size(folder.file("c.h5")),
            std::filesystem::file_size(folder.file("p.h5")));
  EXPECT_TRUE(verify_file(folder.file("c.h5")).passed());
}

TEST(ContentHash, depends_on_numbers_and_seed_and_not_on_the_machine) {
  const TemporaryFolder folder;
  const std::string hash = sample::write_file(folder.file("a.h5"), sample::header());
  EnsembleHeader other = sample::header();
  other.machine = "512 ranks";
  other.history = "written elsewhere";
  EXPECT_EQ(sample::write_file(folder.file("b.h5"), other), hash);
  other.seed = 1;
  EXPECT_NE(sample::write_file(folder.file("c.h5"), other), hash);
}

TEST(ContentHash, is_the_same_in_every_release) {
  // Taken when format version 4 came; a change means another format.
  const TemporaryFolder folder;
  EXPECT_EQ(sample::write_file(folder.file("a.h5"), sample::header()),
            "d9e868632fa458ac2cbceb488c80a77e39c2195c358a568a9a2dff402453c13f");
}

TEST(Verify, passes_what_was_written_and_names_negative_and_falling_values) {
  const TemporaryFolder folder;
  const EnsembleHeader header = sample::header();
  const Extents extents = extents_of(header);
  const std::string hash = sample::write_file(folder.file("e.h5"), header);
  const Verification sound = verify_file(folder.file("e.h5"));
  EXPECT_TRUE(sound.passed());
  EXPECT_EQ(sound.computed_hash, hash);
  EXPECT_EQ(sound.stored_hash, hash);
  const auto problem_with = [&](std::string_view name, std::size_t index, double value) {
    EnsembleWriter writer(folder.file("e.h5"), header);
    sample::write_results(writer, extents);
    std::vector<double> all = sample::values(variable_schema(name), extents);
    all[index] = value;
    writer.write(name, std::span<const double>(all));
    writer.finish();
    const Verification result = verify_file(folder.file("e.h5"));
    return result.problems.size() == 1 ? result.problems.front().text() : "not one problem";
  };
  EXPECT_THAT(problem_with("corridor_stock_mean", 5, -1),
              HasSubstr("e.h5: corridor_stock_mean at (1, 1) = -1 is negative"));
  EXPECT_THAT(
      problem_with("immigrant_stock_quantile", 31, 0.5),
      HasSubstr("immigrant_stock_quantile at (1, 0, 1) = 0.5 is below the quantile before"));
  EXPECT_THAT(problem_with("population_mean", 3, std::nan("")),
              HasSubstr("population_mean at (0, 3) is missing or not finite"));
  EXPECT_THAT(problem_with("global_arrivals", 2, INFINITY), HasSubstr("global_arrivals at (0, 2)"));
}

}  // namespace
}  // namespace peregrine
