using System.Globalization;
using ConvoStudio.Application.Samples;
using ConvoStudio.Application.Tests.Samples;

namespace ConvoStudio.Benchmarks;

/// <summary>What script, chance and learner sell in the last third of 3,000 written customers of each sample, and what nobody could exceed.</summary>
internal sealed class SamplesBenchmark : IBenchmark
{
    private const int Customers = 3000;
    private const int Seeds = 5;

    /// <inheritdoc/>
    public string Name => "samples";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        foreach (var sample in SampleCatalog.All)
        {
            foreach (var policy in (string[])["uniform", "script", "linear", "adaptive"])
            {
                var shares = new double[Seeds];
                Parallel.For(0, Seeds, seed => shares[seed] = new SampleTrial(sample).Play(policy, Customers, seed + 1));
                var seeds = string.Join(" ", shares.Select(s => s.ToString("0.000", CultureInfo.InvariantCulture)));
                output.Write(Name, $"{sample.Key}-{policy}", shares.Average(), "conversion", $"{Customers} customers, last third, seeds 1 to {Seeds}");
                Console.Error.WriteLine($"{sample.Key} {policy}: {seeds}");
            }
            output.Write(Name, $"{sample.Key}-ceiling", sample.Customers.Ceiling(20_000, 1), "conversion", "20,000 customers, seed 1");
        }
        return Task.CompletedTask;
    }
}
