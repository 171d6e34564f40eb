using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Tests.Components.Common;

public sealed class FormStateTests
{
    [Fact]
    public async Task Try_Mistakes_StandAtTheirFields_OthersBecomeTheSentence()
    {
        var form = new FormState();
        var errors = new FieldErrors().Require(holds: false, "name", "Too long.").Require(holds: false, "elsewhere", "Not now.");
        Assert.False(await form.TryAsync(() => { errors.ThrowIfAny(); return Task.CompletedTask; }, "name"));
        Assert.Equal("Too long.", form["name"]);
        Assert.Equal("Not now.", form.Problem);
        Assert.True(await form.TryAsync(() => Task.CompletedTask, "name"));
        Assert.True(form.IsGood);
    }

    [Fact]
    public async Task Try_Twice_TheSecondWaitsForNothing()
    {
        var form = new FormState();
        var gate = new TaskCompletionSource();
        var first = form.TryAsync(() => gate.Task);
        var calls = 0;
        Assert.False(await form.TryAsync(() => { calls++; return Task.CompletedTask; }));
        gate.SetResult();
        Assert.True(await first);
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Try_AFault_GoesOn()
    {
        var form = new FormState();
        await Assert.ThrowsAsync<InvalidOperationException>(() => form.TryAsync(() => throw new InvalidOperationException()));
        Assert.False(form.Busy);
    }
}
