using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>Writes one JSON line a figure.</summary>
/// <param name="writer">Where to.</param>
internal sealed class BenchmarkOutput(TextWriter writer)
{
    /// <summary>Writes one figure.</summary>
    /// <param name="benchmark">Name of the benchmark.</param>
    /// <param name="metric">What was measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="settings">Everything the figure depends on; figures with equal configurations may be compared.</param>
    public void Write(string benchmark, string metric, double value, string unit, string settings) =>
        writer.WriteLine(JsonSerializer.Serialize(new { benchmark, metric, value = Math.Round(value, 3), unit, configuration = Configuration(settings) }));

    /// <summary>The first 12 hex digits of the SHA-256 of settings, kernel and processor count.</summary>
    private static string Configuration(string settings)
    {
        var text = $"{settings}|{Kernel.Id}|{Environment.ProcessorCount}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
    }
}
