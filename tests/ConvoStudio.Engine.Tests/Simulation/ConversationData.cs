using System.IO.Compression;
using System.Text.Json;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Simulation;

/// <summary>Reads the recorded conversations that lie beside the repository; tests that need them are skipped where they are absent.</summary>
internal static class ConversationData
{
    public static IReadOnlyList<SampleConversation> Read(string set)
    {
        var path = TestData.Folder() is not { } folder ? null : Path.Combine(folder, "conversations", $"{set}.jsonl.gz");
        Assert.SkipUnless(path is not null && File.Exists(path), $"{set}.jsonl.gz is not here; set CONVOSTUDIO_DATA to the data folder.");
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path!), CompressionMode.Decompress));
        var samples = new List<SampleConversation>();
        while (lines.ReadLine() is { } line)
            samples.Add(Parse(line));
        return samples;
    }

    public static SampleConversation Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var facts = root.GetProperty("context").EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(f => f.Name, f => f.Value.ValueKind switch
            {
                JsonValueKind.Number => FactValue.Of(f.Value.GetDouble()),
                JsonValueKind.String => FactValue.Of(f.Value.GetString()!),
                _ => FactValue.Of(f.Value.GetBoolean()),
            }, StringComparer.Ordinal);
        SampleTurn[] turns = [.. root.GetProperty("turns").EnumerateArray().Select(t => new SampleTurn(
            t.GetProperty("speaker").GetString() == "agent" ? Speaker.Agent : Speaker.Customer,
            [.. t.GetProperty("acts").EnumerateArray().Select(a => a.GetString()!)],
            t.GetProperty("sentiment") is { ValueKind: JsonValueKind.Number } mood ? mood.GetDouble() : null))];
        var outcome = root.GetProperty("outcome");
        var value = outcome.GetProperty("value");
        return new(
            facts, turns, outcome.GetProperty("converted").GetBoolean(), value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null,
            root.GetProperty("conversation_id").GetString());
    }
}
