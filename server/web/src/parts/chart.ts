// The parts of ECharts that figures are drawn with. Tooltips are drawn too, not put in as HTML: the page's
// policy allows no inline style.

import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

export interface Bar {
  label: string;
  value: number;
  text: string;
}

const kBarHeight = 34;
const kFrame = 44;

export function chartHeight(bars: number): number {
  return kFrame + kBarHeight * Math.max(1, bars);
}

export function draw(element: HTMLElement): { show: (bars: Bar[]) => void; resize: () => void; end: () => void } {
  const chart = echarts.init(element);
  return {
    show: (bars) => chart.setOption(optionOf(bars), { notMerge: true }),
    resize: () => chart.resize(),
    end: () => chart.dispose(),
  };
}

function optionOf(bars: Bar[]) {
  return {
    animation: false,
    grid: { left: 8, right: 64, top: 8, bottom: 8, containLabel: true },
    tooltip: { trigger: 'item', renderMode: 'richText' },
    xAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#1b2430' } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => bar.label),
      axisLabel: { color: '#1b2430', width: 180, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 22,
        itemStyle: { color: '#17497d' },
        label: { show: true, position: 'right', color: '#1b2430', formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.text ?? '' },
        data: bars.map((bar) => bar.value),
      },
    ],
  };
}
