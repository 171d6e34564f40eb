using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class SparseRowTests
{
    [Fact]
    public void Gram_SlotsInAnyOrder_IsTheLowerHalfOfTheSumOfProducts()
    {
        var (first, second) = (new SparseRow(), new SparseRow());
        first.Add(2, 3);
        first.Add(0, 2);
        second.Add(1, 5);
        second.Add(2, -1);
        Assert.Equal([4, 0, 0, 0, 0, 25, 0, 0, 6, -5, 10, 0, 0, 0, 0, 0], SparseRow.Gram([first, second], 3));
        Assert.Equal((3 * 10) + (2 * 7), first.Dot([7, 8, 10]));
    }
}
