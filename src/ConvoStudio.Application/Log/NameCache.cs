using System.Text.Json;

namespace ConvoStudio.Application.Log;

/// <summary>Names that come again in almost every payload (arms, experiments, policies, metrics) as one string each.</summary>
internal sealed class NameCache
{
    // Beyond so many a search would cost more than a string.
    private const int Most = 64;
    private readonly List<string> _names = [];

    /// <summary>The string under the reader.</summary>
    public string Read(ref Utf8JsonReader reader)
    {
        foreach (var name in _names)
            if (reader.ValueTextEquals(name))
                return name;
        var read = reader.GetString()!;
        if (_names.Count < Most)
            _names.Add(read);
        return read;
    }
}
