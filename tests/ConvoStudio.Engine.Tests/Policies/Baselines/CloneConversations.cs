using System.IO.Compression;
using System.Text.Json;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Tests.Policies.Baselines;

/// <summary>Agent turns of a conversation file as (context, move), in two halves by conversation. A small encoding of its own: only the clone's tests use it.</summary>
internal static class CloneConversations
{
    public static (List<(EncodedContext Context, int Action)> Train, List<(EncodedContext Context, int Action)> Test) Read(string file, int minimumCount)
    {
        var conversations = ReadTurns(file);
        string[] acts = [.. conversations.SelectMany(c => c).SelectMany(turn => turn.Acts).Distinct().Order(StringComparer.Ordinal)];
        var moves = conversations.Where((_, i) => i % 2 == 0).SelectMany(c => c).Where(turn => turn.Agent)
            .GroupBy(turn => string.Join('+', turn.Acts)).Where(group => group.Count() >= minimumCount)
            .Select(group => group.Key).Order(StringComparer.Ordinal).ToList();
        var halves = (Train: new List<(EncodedContext, int)>(), Test: new List<(EncodedContext, int)>());
        for (var i = 0; i < conversations.Count; i++)
            Append(conversations[i], acts, moves, i % 2 == 0 ? halves.Train : halves.Test);
        return halves;
    }

    private static void Append(List<(bool Agent, string[] Acts)> turns, string[] acts, List<string> moves, List<(EncodedContext, int)> samples)
    {
        string[] lastAgent = [], lastCustomer = [];
        var agentTurns = 0;
        foreach (var (agent, said) in turns)
        {
            if (!agent)
            {
                lastCustomer = said;
                continue;
            }
            double[] x = [1, agentTurns == 0 ? 1 : 0, Math.Log(1 + agentTurns), .. acts.Select(a => lastCustomer.Contains(a) ? 1.0 : 0), .. acts.Select(a => lastAgent.Contains(a) ? 1.0 : 0)];
            // Rare moves share the number after the last.
            var move = moves.IndexOf(string.Join('+', said));
            samples.Add((new(x), move < 0 ? moves.Count : move));
            (lastAgent, agentTurns) = (said, agentTurns + 1);
        }
    }

    private static List<List<(bool Agent, string[] Acts)>> ReadTurns(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var conversations = new List<List<(bool, string[])>>();
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            conversations.Add([.. json.RootElement.GetProperty("turns").EnumerateArray().Select(turn =>
                (turn.GetProperty("speaker").GetString() == "agent", turn.GetProperty("acts").EnumerateArray().Select(a => a.GetString()!).ToArray()))]);
        }
        return conversations;
    }
}
