// Months as people and their programs write them.
#pragma once

#include <string>
#include <string_view>

namespace peregrine {

inline constexpr std::string_view month_form = "2026-07";  // how a month is to be written

struct WrittenMonth {
  int year = 0;
  int month = 0;        // 1 to 12; 0 where `text` is no month
  std::string problem;  // where it is none
  std::string remedy;

  bool sound() const { return month > 0; }
  int number() const;  // as month_number
};

// Understood: 2026-07; 2026M07 and 2026-M07, as statistical offices write it; 2026m7, as Stata
// does; 2026-07-01, the first day as R and pandas stand it for the month. Other days are refused,
// as they may be those of days' or weeks' figures; so is Jul-21, which is 2021 or the 21st.
WrittenMonth read_month(std::string_view text);

}  // namespace peregrine
