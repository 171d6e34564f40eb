using System.Text;
using ConvoStudio.Application.Imports;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Imports;

public sealed class ConversationLineTests
{
    [Fact]
    public void TryParse_GoodLine_ReadsTurnsOutcomeAndFlatContext()
    {
        Assert.True(ConversationLine.TryParse(Encoding.UTF8.GetBytes(GeneratedConversations.Line(6)), out var conversation, out _));
        Assert.Equal(("gen-6", true, 16.0, 5), (conversation.ExternalId, conversation.Converted, conversation.Value, conversation.Turns.Count));
        Assert.Equal((Speaker.Customer, 0.5), (conversation.Turns[2].Speaker, conversation.Turns[2].Sentiment));
        Assert.Equal(["offer"], conversation.Turns[3].Acts);
        Assert.Equal(["age_band", "channel", "price", "returning"], conversation.Facts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(FactValue.Of(16), conversation.Facts["price"]);
        Assert.Equal(FactValue.Of(false), conversation.Facts["returning"]);
    }

    [Theory]
    [InlineData("nonsense", "$", "not JSON")]
    [InlineData("[1]", "$", "not a JSON object")]
    [InlineData("""{"turns":[]}""", "$.conversation_id", "missing")]
    [InlineData("""{"conversation_id":7,"turns":[]}""", "$.conversation_id", "not a text")]
    [InlineData("""{"conversation_id":"a"}""", "$.turns", "not a list")]
    [InlineData("""{"conversation_id":"a","turns":{}}""", "$.turns", "not a list")]
    [InlineData("""{"conversation_id":"a","turns":[]}""", "$.turns", "0 entries")]
    [InlineData("""{"conversation_id":"a","turns":[3],"outcome":{"converted":true}}""", "$.turns[0]", "not an object")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"seller","acts":[]}],"outcome":{"converted":true}}""", "$.turns[0].speaker", "neither")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":5,"acts":[]}],"outcome":{"converted":true}}""", "$.turns[0].speaker", "neither")]
    [InlineData("""{"conversation_id":"a","turns":[{"acts":[]}],"outcome":{"converted":true}}""", "$.turns[0].speaker", "neither")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":"ask"}],"outcome":{"converted":true}}""", "$.turns[0].acts", "not a list")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":["ask",5]}],"outcome":{"converted":true}}""", "$.turns[0].acts[1]", "not a text")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":[],"sentiment":1.5}],"outcome":{"converted":true}}""", "$.turns[0].sentiment", "−1 to 1")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":[],"sentiment":"good"}],"outcome":{"converted":true}}""", "$.turns[0].sentiment", "−1 to 1")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":[]}]}""", "$.outcome", "missing")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":[]}],"outcome":{"value":3}}""", "$.outcome.converted", "missing")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":[]}],"outcome":{"converted":1}}""", "$.outcome.converted", "neither true nor false")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":[]}],"outcome":{"converted":true,"value":"3"}}""", "$.outcome.value", "not a number")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":[]}],"outcome":{"converted":true},"context":[]}""", "$.context", "not an object")]
    [InlineData("""{"conversation_id":"a","turns":[{"speaker":"agent","acts":[]}],"outcome":{"converted":true},"context":{"n":1e999}}""", "$.context.n", "too large")]
    [InlineData("""{"conversation_id":"\ud800","turns":[]}""", "$", "surrogate")]
    public void TryParse_BadLine_NamesPathReasonAndAdvice(string line, string path, string reason)
    {
        Assert.False(ConversationLine.TryParse(Encoding.UTF8.GetBytes(line), out _, out var problem));
        Assert.Equal(path, problem.Path);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.NotEqual("", problem.Advice);
    }

    [Fact]
    public void TryParse_DeepNesting_IsABadLineAndNotACrash()
    {
        var line = $$"""{"conversation_id":"a","x":{{new string('[', 5000)}}{{new string(']', 5000)}}}""";
        Assert.False(ConversationLine.TryParse(Encoding.UTF8.GetBytes(line), out _, out var problem));
        Assert.Contains("not JSON", problem.Reason, StringComparison.Ordinal);
    }
}
