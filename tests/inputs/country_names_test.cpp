// Names and codes of countries: each stands for one country, and the usual ones for the right one.
#include "host/model/tables/country_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "host/model/tables/tables.h"
#include "host/report/places.h"
#include "host/support/error.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

TEST(CountryNames, have_those_of_the_table_of_countries) {
  const Countries countries = load_countries(test::source_inputs());
  for (int i = 0; i < countries.unknown_origin(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    EXPECT_EQ(country_meant(countries.iso3[at]), countries.iso3[at]);
    EXPECT_EQ(country_meant(countries.name[at]), countries.iso3[at]) << countries.name[at];
  }
}

TEST(CountryNames, stand_for_one_country_each) {
  for (const NamedCountry& country : named_countries()) {
    for (const auto& [list, separator] :
         {std::pair(country.names, '|'), std::pair(country.letters, ' ')}) {
      std::string_view rest = list;
      while (!rest.empty()) {
        const std::string_view name = rest.substr(0, rest.find(separator));
        EXPECT_EQ(country_meant(name), country.code) << name;
        rest.remove_prefix(std::min(name.size() + 1, rest.size()));
      }
    }
  }
}

TEST(CountryNames, are_understood_whatever_their_case_accents_and_order_of_words) {
  const std::map<std::string, std::string> meant = {
      {"Syria", "SYR"},
      {"SYRIA", "SYR"},
      {"syr", "SYR"},
      {"UK", "GBR"},
      {"EL", "GRC"},
      {"XK", "XKX"},
      {"GR", "GRC"},
      {"Kosovo", "XKX"},
      {"Stateless", "XXA"},
      {"Türkiye", "TUR"},
      {"TÜRKİYE", "TUR"},
      {"Turkey", "TUR"},
      {"Côte d'Ivoire", "CIV"},
      {"Cote d\u2019Ivoire", "CIV"},
      {"Ivory Coast", "CIV"},
      {"DR Congo", "COD"},
      {"Congo, Dem. Rep.", "COD"},
      {"Congo (Brazzaville)", "COG"},
      {"Korea, Republic of", "KOR"},
      {"North Korea", "PRK"},
      {"Iran (Islamic Republic of)", "IRN"},
      {"Viet-Nam", "VNM"},
      {"the Gambia", "GMB"},
      {"Bosnia & Herzegovina", "BIH"},
      {"St. Lucia", "LCA"},
      {"U.S.A.", "USA"},
      {"Guinea", "GIN"},
      {"Guinea Bissau", "GNB"},
      {"Niger", "NER"},
      {"Sudan", "SDN"},
      {"South Sudan", "SSD"},
  };
  for (const auto& [text, code] : meant) EXPECT_EQ(country_meant(text), code) << text;
}

TEST(CountryNames, are_answered_with_the_code_where_a_report_is_asked_for_one) {
  EnsembleHeader header;
  header.country_iso3 = {"GBR", "GRC", "SYR", "OOO"};
  const auto answer = [&header](const std::string& text) -> std::string {
    try {
      require_country(header, "a.h5", text);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(answer("syr"), "");
  const std::string refused = "a.h5: has no country or area '";
  const std::string wanted = "' (give an ISO 3166-1 alpha-3 code";
  EXPECT_EQ(answer("Syria"), refused + "Syria" + wanted + "; is SYR meant?)");
  EXPECT_EQ(answer("UK"), refused + "UK" + wanted + "; is GBR meant?)");
  EXPECT_EQ(answer("EL"), refused + "EL" + wanted + "; is GRC meant?)");
  EXPECT_EQ(answer("France"), refused + "France" + wanted + ", for example DEU)");
}

TEST(CountryNames, that_may_be_two_countries_or_none_are_not_guessed) {
  for (const char* text : {"Congo", "Korea", "Guiana", "Yugoslavia", "", "-", "ZZ", "America",
                           "Afganistan", "\xF4", "Others"}) {
    EXPECT_EQ(country_meant(text), "") << text;
  }
  EXPECT_EQ(country_nearly_meant("Afganistan"), "AFG");
  EXPECT_EQ(country_nearly_meant("Nigera"), "");  // Niger, Nigeria
  EXPECT_EQ(country_nearly_meant("QQQ"), "");
}

}  // namespace
}  // namespace peregrine
