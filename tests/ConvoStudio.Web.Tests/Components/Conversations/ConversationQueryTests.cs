using ConvoStudio.Web.Components.Conversations;

namespace ConvoStudio.Web.Tests.Components.Conversations;

public sealed class ConversationQueryTests
{
    [Fact]
    public void Query_ToAddressAndBack_IsTheSame_AndPagingIsNoFilter()
    {
        var query = new ConversationQuery("a&b = ü", "live", "not", "web", "first", "control", "ask-budget", new DateOnly(2026, 1, 2), new DateOnly(2026, 3, 4), Deviated: true, Blocked: true);
        Assert.Equal(query, ConversationQuery.Parse(query.ToString()));
        Assert.Equal(query, ConversationQuery.Parse($"?before=12&{query}&turn=3"));
        Assert.Equal(7, query.More);
        Assert.True(ConversationQuery.Parse("?before=12").IsEmpty);
        Assert.Equal("", ConversationQuery.None.ToString());
        // An arm alone names nothing, and a day that is none filters nothing.
        Assert.Equal("", ConversationQuery.Parse("arm=x&from=yesterday").ToString());
    }

    [Fact]
    public void Query_WhatABoardCounts_KeepsItsWayBack_AndNeedsAnExperiment()
    {
        var query = new ConversationQuery(Experiment: "first", Arm: "control", Counted: "analysed", By: "segment", Segment: "is:a & b", UpTo: 12_345);
        Assert.Equal(query, ConversationQuery.Parse(query.ToString()));
        Assert.Equal((3, true), (query.More, query.NeedsUnits));
        Assert.False(new ConversationQuery(Experiment: "first", Counted: "pending").NeedsUnits);
        Assert.True(ConversationQuery.Parse("counted=pending&by=segment&segment=unknown&upto=7").IsEmpty);
        Assert.Null(ConversationQuery.Parse("experiment=first&counted=lucky&upto=-3").Counted);
        Assert.Null(ConversationQuery.Parse("experiment=first&upto=-3").UpTo);
    }
}
