// Why odd values stand: for which values, and of which places.
#include "host/audit/reasons.h"

#include <fmt/format.h>

#include <set>

#include "host/audit/audit.h"
#include "tests/audit/audited_run.h"

namespace peregrine::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(Audit, takes_no_reason_for_a_known_fault_that_has_grown) {
  const Json wrong = card_with({{"conflict_deaths_mean", times(1000)}});
  EXPECT_NE(verdict(sound_, "conflict.deaths_brazil"), "within");
  EXPECT_EQ(verdict(wrong, "conflict.deaths_brazil"), "odd unexplained");
  EXPECT_EQ(row(wrong, "conflict.deaths_brazil")["remark"], "");
}

TEST(AuditReasons, are_of_statements_and_end_somewhere) {
  std::set<std::string> ids;
  for (const Statement& statement : audit_statements()) ids.insert(statement.id);
  EXPECT_FALSE(known_reasons().empty());
  for (const Reason& reason : known_reasons()) {
    EXPECT_TRUE(ids.contains(reason.id)) << reason.id;
    EXPECT_LT(reason.low, reason.high) << reason.id;
    EXPECT_EQ(reason_for(reason.id, {.value = reason.high}), &reason);
    EXPECT_EQ(reason_for(reason.id, {.value = reason.high * 1.01}), nullptr) << reason.id;
    EXPECT_EQ(std::string(reason.why).back(), '.') << reason.id;
  }
  EXPECT_EQ(reason_for("world.stock_2020", {.value = 0.5}), nullptr);
}

// The unit of a finding of places is of no interest here.
Finding of_places(double value, std::vector<std::string> places) {
  Finding finding;
  finding.value = value;
  finding.places = std::move(places);
  return finding;
}

TEST(AuditReasons, hold_for_the_places_that_they_name_alone) {
  EXPECT_NE(reason_for("conflict.peaceful_rich", of_places(0.05, {"Thailand"})), nullptr);
  EXPECT_EQ(reason_for("conflict.peaceful_rich", of_places(0.05, {"Switzerland"})), nullptr);
  EXPECT_THAT(places_without_reason("conflict.peaceful_rich", of_places(0.05, {"Switzerland"})),
              ElementsAre("Switzerland"));
  EXPECT_NE(reason_for("countries.migrants_upper", of_places(2, {"Aruba", "Kuwait"})), nullptr);
  EXPECT_EQ(reason_for("countries.migrants_upper", of_places(2, {"Aruba", "Austria"})), nullptr);
  EXPECT_THAT(places_without_reason("countries.migrants_upper", of_places(2, {"Aruba", "Austria"})),
              ElementsAre("Austria"));
  // Of a name with a comma the first part is no place.
  const std::string macao = "Macao Special Administrative Region, China";
  EXPECT_NE(reason_for("countries.migrants_upper", of_places(2, {macao, "Aruba"})), nullptr);
  EXPECT_EQ(reason_for("countries.migrants_upper", of_places(2, {"China"})), nullptr);
  // Beyond its values a reason names nobody.
  EXPECT_THAT(places_without_reason("countries.migrants_upper", of_places(100, {"Austria"})),
              ElementsAre());
  // Which origin it is, is chance.
  EXPECT_NE(reason_for("origins.largest_surge", of_places(10, {"Italy"})), nullptr);
}

TEST_F(Audit, does_not_excuse_another_country_than_the_reason_is_of) {
  const std::size_t switzerland = country("CHE");
  const std::size_t width = countries();
  const Json wrong = card_with({{"war_probability", [&](Values& chance) {
                                   for (double& one : chance) one /= 100;
                                   for (std::size_t year = first_forecast; year < years; ++year) {
                                     chance[year * width + switzerland] = 0.05;
                                   }
                                 }}});
  const Json& peaceful = row(wrong, "conflict.peaceful_rich");
  EXPECT_EQ(peaceful["verdict"], "odd unexplained");
  EXPECT_EQ(peaceful["places"], Json({"Switzerland"}));
  EXPECT_EQ(peaceful["remark"], "the reason that is known does not hold for Switzerland");
  EXPECT_THAT(audit({"wrong.h5", "--odd"}).out,
              HasSubstr("Unexplained: the reason that is known does not hold for Switzerland."));
}

TEST_F(Audit, has_reasons_that_name_places_where_a_value_is_of_places) {
  int of_places = 0;
  for (const Reason& reason : known_reasons()) {
    if (row(sound_, reason.id)["places"].empty()) continue;
    EXPECT_STRNE(reason.places, "") << reason.id;
    ++of_places;
  }
  EXPECT_GE(of_places, 10);
}

TEST(AuditReasons, stand_in_the_manual_with_all_statements) {
  const std::string page = bytes_of(PEREGRINE_SOURCE_DIR "/docs/model/audit.md");
  for (const Reason& reason : known_reasons()) {
    EXPECT_THAT(page, HasSubstr(fmt::format("| `{}` |", reason.id)));
    EXPECT_THAT(page, HasSubstr(fmt::format("| {} |", reason.why)));
  }
  EXPECT_THAT(page, HasSubstr(fmt::format("{} statements", audit_statements().size())));
}

}  // namespace
}  // namespace peregrine::test
