Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/ConvoStudio.Benchmarks -- <name>");
return 2;
