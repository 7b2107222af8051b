#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "host/store/schema.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

constexpr std::string_view opening =
    "<!-- generated from host/output/outputs.cpp and host/store/schema_table.cpp -->\n";
constexpr std::string_view closing = "<!-- end of the generated part -->\n";

// After a change of the schema: PEREGRINE_WRITE_DOCS=1 test_store --gtest_filter='Formats.*'
TEST(Formats, page_says_what_the_code_does) {
  const std::string path = PEREGRINE_SOURCE_DIR "/docs/formats.md";
  const std::string page = sample::bytes_of(path);
  const std::size_t start = page.find(opening);
  const std::size_t end = page.find(closing);
  ASSERT_TRUE(start != std::string::npos && end != std::string::npos && start < end) << path;
  const std::size_t first = start + opening.size();
  if (std::getenv("PEREGRINE_WRITE_DOCS") != nullptr) {
    sample::write_bytes(path, page.substr(0, first) + formats_markdown() + page.substr(end));
    GTEST_SKIP() << path << " written anew";
  }
  EXPECT_EQ(page.substr(first, end - first), formats_markdown());
}

TEST(Schema, names_every_variable_once_and_describes_it) {
  std::vector<std::string_view> names;
  for (const VariableSchema& variable : ensemble_schema()) {
    EXPECT_THAT(names, testing::Not(testing::Contains(variable.name)));
    EXPECT_FALSE(variable.dimensions.empty()) << variable.name;
    EXPECT_FALSE(variable.long_name.empty()) << variable.name;
    EXPECT_TRUE(variable.description.ends_with('.')) << variable.name;
    EXPECT_EQ(
        variable.delivery == Delivery::streamed,
        variable.dimensions.front() == Dimension::realization && variable.name != "realization")
        << variable.name;
    names.push_back(variable.name);
  }
}

TEST(Schema, chunks_hold_a_block_of_draws_or_a_quantile_or_batch_and_fit_the_chunk_cache) {
  Extents extents = {100'000,    81,         13'312, 234, 11, ensemble_blocs.size(),
                     code_bytes, name_bytes, 16,     972, 10, 30,
                     20,         400,        700,    24};
  constexpr std::int64_t most_bytes = std::int64_t{3} << 19;
  for (const VariableSchema& variable : ensemble_schema()) {
    const std::vector<std::int64_t> chunk = chunk_of(variable, extents);
    EXPECT_LE(product(chunk) * static_cast<std::int64_t>(element_bytes(variable.type)), most_bytes)
        << variable.name;
  }
  EXPECT_THAT(chunk_of(variable_schema("global_migrant_stock"), extents),
              testing::ElementsAre(1024, 81));
  EXPECT_THAT(chunk_of(variable_schema("irregular_attempts"), extents),
              testing::ElementsAre(1024, 12, 30));
  EXPECT_THAT(chunk_of(variable_schema("immigrant_stock"), extents),
              testing::ElementsAre(1024, 1, 234));
  EXPECT_THAT(chunk_of(variable_schema("corridor_stock"), extents),
              testing::ElementsAre(1024, 1, 350));
  EXPECT_THAT(chunk_of(variable_schema("irregular_entries_by_nationality"), extents),
              testing::ElementsAre(1024, 1, 200));
  EXPECT_THAT(chunk_of(variable_schema("corridor_stock_quantile"), extents),
              testing::ElementsAre(1, 81, 3328));
  EXPECT_THAT(chunk_of(variable_schema("corridor_stock_batch_mean"), extents),
              testing::ElementsAre(1, 81, 3328));
}

}  // namespace
}  // namespace peregrine
