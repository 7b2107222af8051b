% usage: octave table_of.m FILE TABLE. The lines that table_of.py prints, as Octave's package netcdf
% reads them, of the variables that TABLE names; "unreadable" where it cannot: it knows no strings
% of variable length. Exit code 77 where the package is not installed.
path = argv(){1};
try
  pkg load netcdf
catch
  fprintf(stderr, "skipped: Octave's package netcdf is not installed\n");
  exit(77);
end
lines = strsplit(strtrim(fileread(argv(){2})), "\n");
for line = lines
  name = strsplit(line{1}, "\t"){1};
  try
    values = ncread(path, name);
  catch failure
    printf("%s\tunreadable\t%s\n", name, failure.message);
    continue
  end
  if ischar(values)
    texts = cellfun(@(letters) strrep(letters, char(0), ""), cellstr(values'), ...
                    "UniformOutput", false);
    printf("%s\ttext\t%d\t[%s]\n", name, numel(texts), ...
           strjoin(cellfun(@(t) ["\"" t "\""], texts', "UniformOutput", false), ", "));
  else
    values = double(values(:));
    missing = isnan(values);
    printf("%s\tnumber\t%d\t%d\t%.17g\n", name, numel(values), sum(missing), sum(values(!missing)));
  end
end
