namespace ConvoStudio.Benchmarks;

/// <summary>One benchmark of the command line.</summary>
internal interface IBenchmark
{
    /// <summary>The word that runs it.</summary>
    string Name { get; }

    /// <summary>Measures and writes its figures.</summary>
    Task RunAsync(BenchmarkOutput output);
}
