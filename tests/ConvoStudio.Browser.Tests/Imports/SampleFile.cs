using System.Text;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Browser.Tests.Imports;

/// <summary>A file of generated conversations with two lines that cannot be read.</summary>
public sealed class SampleFile
{
    public SampleFile(int seed, int conversations)
    {
        var sample = SampleConversations.Generate(seed, conversations);
        List<string> lines = [.. sample.Select(conversation => SampleConversationJson.WriteLine(conversation))];
        lines.Insert(10, """{"conversation_id": "broken-1", "turns": [{"turn": 0, "speaker": "robot", "acts": ["greet"]}], "outcome": {"converted": false}}""");
        lines.Insert(20, "this is no JSON");
        (Name, Bytes) = ($"card-calls-{seed}.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        (Conversations, Converted) = (sample.Count, sample.Count(conversation => conversation.Converted));
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    public int Conversations { get; }

    public int Converted { get; }
}
