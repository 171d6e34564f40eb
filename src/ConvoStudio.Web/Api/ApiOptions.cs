using System.ComponentModel.DataAnnotations;

namespace ConvoStudio.Web.Api;

/// <summary>Limits of the API; section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Largest request body in bytes; an import has its own limit (<c>Imports:MaximumBytes</c>).</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaximumBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Requests a second that each key may keep up.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerSecond { get; set; } = 20_000;

    /// <summary>Requests a key may send at once after a pause.</summary>
    [Range(1, 10_000_000)]
    public int Burst { get; set; } = 40_000;
}
