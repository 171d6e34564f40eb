using ConvoStudio.Benchmarks;

IBenchmark[] benchmarks =
[
    new AllocationBenchmark(),
    new BakeoffBenchmark(),
    new DecideBenchmark(),
    new DecideHttpBenchmark(),
    new ExplorationBenchmark(),
    new ImportBenchmark(),
    new IngestBenchmark(),
    new ListBenchmark(),
    new PeekingBenchmark(),
    new ResolveBenchmark(),
    new RulesBenchmark(),
    new SamplesBenchmark(),
    new StartBenchmark(),
    new StatsBenchmark(),
    new VerifyBenchmark(),
];
var benchmark = args.Length == 1 ? Array.Find(benchmarks, candidate => candidate.Name == args[0]) : null;
if (benchmark is null)
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/ConvoStudio.Benchmarks -- <name>");
    Console.Error.WriteLine($"Names: {string.Join(", ", benchmarks.Select(candidate => candidate.Name))}");
    return 2;
}
await benchmark.RunAsync(new BenchmarkOutput(Console.Out));
return 0;
