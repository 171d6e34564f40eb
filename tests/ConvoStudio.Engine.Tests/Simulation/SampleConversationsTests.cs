using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Simulation;

public sealed class SampleConversationsTests(ITestOutputHelper output)
{
    [Fact]
    public void Generate_SameSeed_SameLines() => Assert.Equal(Lines(4, 30), Lines(4, 30));

    [Fact]
    public void Generate_MoreOfTheSameSeed_BeginsAlike() => Assert.Equal(Lines(4, 10), Lines(4, 30).Take(10));

    [Fact]
    public void Generate_Sample_UsesTheDeclaredVocabulary()
    {
        var samples = SampleConversations.Generate(5, 1000);
        var turns = samples.SelectMany(s => s.Turns).ToList();
        Assert.Equal(
            SampleConversations.AgentActs.Order(), turns.Where(t => t.Speaker == Speaker.Agent).SelectMany(t => t.Acts).Distinct().Order());
        Assert.Equal(
            SampleConversations.CustomerActs.Order(), turns.Where(t => t.Speaker == Speaker.Customer).SelectMany(t => t.Acts).Distinct().Order());
        Assert.Equal(SampleConversations.Facts.Select(f => f.Key).Order(), samples.SelectMany(s => s.Facts.Keys).Distinct().Order());
        Assert.All(samples, s => Assert.Contains(s.Turns, t => t.Speaker == Speaker.Agent));
        Assert.Equal(samples.Count, samples.Select(s => s.ExternalId).Distinct().Count());
        output.WriteLine($"conversion {samples.Average(s => s.Converted ? 1.0 : 0):F3}, turns {samples.Average(s => s.Turns.Count):F2}");
        Assert.InRange(samples.Average(s => s.Converted ? 1.0 : 0), 0.2, 0.7);
    }

    [Fact]
    public void Generate_DisclosureBeforeRecommendation_ConvertsMoreOften()
    {
        var samples = SampleConversations.Generate(6, 4000).Where(s => First(s, "recommend-card") >= 0).ToList();
        var disclosed = samples.Where(s => First(s, "disclose-cost") is >= 0 and var d && d <= First(s, "recommend-card")).ToList();
        var others = samples.Except(disclosed).ToList();
        Assert.True(disclosed.Average(s => s.Converted ? 1.0 : 0) > others.Average(s => s.Converted ? 1.0 : 0) + 0.1);
    }

    [Fact]
    public void WriteLine_Conversation_ReadsBackTheSame()
    {
        foreach (var sample in SampleConversations.Generate(7, 50))
        {
            var line = SampleConversationJson.WriteLine(sample);
            Assert.DoesNotContain('\n', line);
            Assert.Equal(line, SampleConversationJson.WriteLine(ConversationData.Parse(line)));
        }
    }

    [Fact]
    public void WriteLine_Conversation_HasTheSchemaOfTheImporter() => Assert.Equal(
        """{"conversation_id":"c1","dataset":"sample","turns":[{"turn":0,"speaker":"agent","acts":["greet"],"text":null,"sentiment":null},{"turn":1,"speaker":"customer","acts":[],"text":null,"sentiment":0.5}],"outcome":{"converted":true,"value":12.5},"context":{"a":null,"n":1.5,"t":true,"w":"x"}}""",
        SampleConversationJson.WriteLine(new(
            new Dictionary<string, FactValue> { ["w"] = FactValue.Of("x"), ["t"] = FactValue.Of(true), ["n"] = FactValue.Of(1.5), ["a"] = FactValue.Withheld },
            [new(Speaker.Agent, ["greet"]), new(Speaker.Customer, [], 0.5)], true, 12.5, "c1")));

    [Fact]
    public void Generate_NegativeCount_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => SampleConversations.Generate(1, -1));

    private static string[] Lines(int seed, int n) => [.. SampleConversations.Generate(seed, n).Select(s => SampleConversationJson.WriteLine(s))];

    private static int First(SampleConversation sample, string act) =>
        Enumerable.Range(0, sample.Turns.Count).FirstOrDefault(i => sample.Turns[i].Acts.Contains(act), -1);
}
