namespace ConvoStudio.Benchmarks;

/// <summary>How much of a benchmark's full size is run.</summary>
internal static class BenchmarkSize
{
    /// <summary>Share of the full size, from the environment variable CONVOSTUDIO_BENCHMARK_SIZE in (0, 1]; 1 when it is not set.</summary>
    /// <exception cref="InvalidOperationException">The variable is not such a number.</exception>
    public static double Share { get; } = Read(Environment.GetEnvironmentVariable("CONVOSTUDIO_BENCHMARK_SIZE"));

    /// <summary>A count at this size, at least <paramref name="least"/>.</summary>
    public static int Of(int full, int least = 10) => Math.Max(Math.Min(least, full), (int)(full * Share));

    private static double Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 1;
        return double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1
            ? share
            : throw new InvalidOperationException($"CONVOSTUDIO_BENCHMARK_SIZE must be a number in (0, 1], not {text}.");
    }
}
